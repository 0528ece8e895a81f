import { hotReadSql } from '@/db/client';
import { logger } from '@/lib/core/logger';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertNotPaused } from './assert-not-paused';
import { type Facts, readFacts } from './check.sql';
import type { RedemptionCheck } from './check-redemption';
import { discountOf } from './checked-discount';
import { countUnknownCode } from './count-unknown-code.sql';
import { countUnsoldAttempt } from './count-unsold-attempt';
import { type Reason, reasonsOf } from './reasons';
import { makeRequest, type RedeemRequest } from './redeem-request';
import { checkPublicCouponInput } from './schemas';

/**
 * Whether a public coupon could be redeemed now, for anyone who opens a page: of no user, and without what only the desk should know.
 * A coupon that is not offered in public answers as if there were none, and counts as a wrong code.
 * @throws Forbidden, Invalid, RateLimited after too many wrong codes of an address, or of the key
 */
export const checkPublicCoupon = operation(
  'redemptions.check',
  checkPublicCouponInput,
  async (ctx, input): Promise<RedemptionCheck> => {
    // Whether somebody redeemed it before is between them and the platform: redeeming asks.
    const request = makeRequest(ctx, { ...input, user: { groups: [], ...input.user, id: '' } });
    const facts = await readFacts(hotReadSql(ctx.db), request);
    assertNotPaused(ctx, facts.blocked_until);
    if (!isOffered(facts)) {
      await countWrongCode(ctx, request);
      // Not waited for: how long an answer takes would tell which codes are issued.
      countUnsoldAttempt(ctx, facts).catch((error: unknown) =>
        logger.error({ err: error }, 'a try of an unsold code was not counted'),
      );
      return { redeemable: false, discount: null, reasons: [unknown], validUntil: null, helpUrl: null };
    }
    const failed = reasonsOf(facts, new Date(request.at), request.integrator_id).filter(({ passed }) => !passed);
    return {
      redeemable: failed.length === 0,
      discount: discountOf(facts),
      reasons: failed.map(publicReason),
      validUntil: null,
      helpUrl: null,
    };
  },
);

/** By its own code, in public, since its release, and not switched off by a person. */
const isOffered = (facts: Facts): boolean =>
  facts.coupon_id !== null &&
  facts.code_id === null &&
  facts.passed_exists === true &&
  facts.passed_security === true &&
  facts.passed_released === true &&
  (facts.status === 'available' || facts.paused_at !== null);

const wrongCodesOfAddress = 20;

/** A key that everybody has is paused for all of them late, an address early, and each until its minute is over. */
async function countWrongCode({ db, now }: Context, { guess_keys: [ofKey, ...ofAddress] }: RedeemRequest) {
  await countUnknownCode(db, now(), ofKey === undefined ? [] : [ofKey]);
  await countUnknownCode(db, now(), ofAddress, wrongCodesOfAddress);
}

const unknown: Reason = {
  rule: 'exists',
  passed: false,
  expected: null,
  actual: null,
  message: 'No public coupon reads like this.',
  code: 'code_unknown',
};

/** What the coupon's offer says anyway. The others count redemptions, or name groups and plans. */
const saidInFull: readonly string[] = ['coupon_expired', 'amount_too_small', 'amount_needed'];

const inPublic: Record<string, string> = {
  coupon_paused: 'The coupon cannot be redeemed at the moment.',
  limit_reached: 'The coupon is used up.',
  budget_spent: 'The coupon is used up.',
  user_not_member: 'The coupon is only for members of some groups.',
  purchase_not_covered: 'The coupon is not for this purchase.',
  tvod_price_unknown: 'The coupon is not for this purchase.',
  purchase_needed: 'The coupon is only for some purchases, and the request does not say what is bought (purchase).',
  user_status_needed:
    'The coupon is only for some customers, and the request does not say what the user is (user.status).',
  user_status_not_eligible: 'The coupon is not for this customer.',
};

function publicReason(reason: Reason): Reason {
  const code = reason.code === 'tvod_price_unknown' ? 'purchase_not_covered' : reason.code;
  const isBudget = reason.rule === 'budget';
  if (code && saidInFull.includes(code) && !isBudget) return reason;
  const message = isBudget && code === 'amount_needed' ? reason.message : (inPublic[code ?? ''] ?? notNow);
  return { ...reason, code, expected: null, actual: null, message };
}

const notNow = 'The coupon cannot be redeemed.';
