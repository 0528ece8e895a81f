import { routes } from '@/lib/core/routes';
import type { ExplainedRule, Explanation } from '@/lib/domain/redemptions/redemptions/explain-code';

const failures = [
  'coupon_deleted',
  'typed_differently',
  'coupon_unavailable',
  'coupon_not_released',
  'coupon_expired',
  'issued_code_needed',
  'code_already_redeemed',
  'code_on_hold',
  'code_deleted',
  'limit_reached',
  'user_already_redeemed',
  'user_group_not_eligible',
  'tvod_price_not_eligible',
  'tvod_price_unknown',
] as const;

/** Why a rule failed; every one has its words for what helps and for the customer. */
export type Failure = (typeof failures)[number];

export function failureOf({ code }: ExplainedRule): Failure | undefined {
  return failures.find((failure) => failure === code);
}

type LinkWords = 'form' | 'coupon' | 'codes' | 'redemption' | 'groups' | 'prices';
type Resolution = { words: Failure; link: { words: LinkWords; href: string } | null };

/** What helps against a failed rule, and where; a user who cannot change coupons is led to the coupon itself. */
export function resolutionOf(rule: ExplainedRule, { coupon, code }: Explanation, canWrite: boolean): Resolution | null {
  const words = failureOf(rule);
  if (!words || !coupon) return null;
  const { id } = coupon;
  const to = (link: LinkWords, href: string): Resolution => ({ words, link: { words: link, href } });
  switch (words) {
    case 'coupon_deleted':
    case 'typed_differently':
      return to('coupon', routes.coupon(id));
    case 'issued_code_needed':
      return to('codes', routes.couponCodes(id));
    case 'code_deleted':
      return to('codes', routes.couponCodes(id, code?.batchId));
    case 'code_already_redeemed':
    case 'code_on_hold':
    case 'user_already_redeemed':
      return rule.redemptionId === null
        ? { words, link: null }
        : to('redemption', routes.redemption(rule.redemptionId));
    case 'user_group_not_eligible':
      return to('groups', routes.couponUserGroups(id));
    case 'tvod_price_not_eligible':
      return to('prices', routes.couponTvodPrices(id));
    case 'tvod_price_unknown':
      return { words, link: null };
    default:
      return canWrite ? to('form', routes.editCoupon(id)) : to('coupon', routes.coupon(id));
  }
}
