import { routes } from '@/lib/core/routes';
import type { ExplainedRule, Explanation } from '@/lib/domain/redemptions/redemptions/explain-code';

const failures = [
  'coupon_deleted',
  'coupon_unavailable',
  'coupon_not_released',
  'coupon_expired',
  'issued_code_needed',
  'code_already_redeemed',
  'code_on_hold',
  'code_deleted',
  'limit_reached',
  'user_already_redeemed',
  'coupon_paused',
  'code_voided',
  'batch_paused',
  'code_not_sold',
  'code_expired',
  'user_limit_reached',
  'user_not_member',
  'user_status_needed',
  'user_status_not_eligible',
  'purchase_not_covered',
  'purchase_needed',
  'tvod_price_unknown',
  'amount_needed',
  'amount_too_small',
  'budget_spent',
] as const;

/** Why a rule failed; every one has its words for what helps and for the customer. */
export type Failure = (typeof failures)[number];

export function failureOf({ code }: ExplainedRule): Failure | undefined {
  return failures.find((failure) => failure === code);
}

type LinkWords = 'form' | 'coupon' | 'codes' | 'redemption' | 'redemptions' | 'batches' | 'groups';
type Resolution = { words: Failure; link: { words: LinkWords; href: string } | null };

/** What helps against a failed rule, and where; a user who cannot change coupons is led to the coupon itself. */
export function resolutionOf(rule: ExplainedRule, { coupon, code }: Explanation, canWrite: boolean): Resolution | null {
  const words = failureOf(rule);
  if (!words || !coupon) return null;
  const { id } = coupon;
  const to = (link: LinkWords, href: string): Resolution => ({ words, link: { words: link, href } });
  switch (words) {
    case 'coupon_deleted':
      return to('coupon', routes.coupon(id));
    case 'issued_code_needed':
      return to('codes', routes.couponCodes(id));
    case 'code_deleted':
    case 'code_not_sold':
    case 'code_voided':
      return to('codes', routes.couponCodes(id, code?.batchId));
    case 'code_already_redeemed':
    case 'code_on_hold':
    case 'user_already_redeemed':
    case 'user_limit_reached':
      return rule.redemptionId === null
        ? { words, link: null }
        : to('redemption', routes.redemption(rule.redemptionId));
    case 'batch_paused':
      return to('batches', routes.codeBatches(id));
    case 'coupon_paused':
      return to('redemptions', routes.redemptions({ couponId: id }));
    case 'purchase_not_covered':
      return to('groups', routes.couponUserGroups(id));
    case 'code_expired':
    case 'user_status_needed':
    case 'purchase_needed':
    case 'amount_needed':
    case 'tvod_price_unknown':
      return { words, link: null };
    default:
      return canWrite ? to('form', routes.editCoupon(id)) : to('coupon', routes.coupon(id));
  }
}
