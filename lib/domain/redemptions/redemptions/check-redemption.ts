import { hotReadSql } from '@/db/client';
import { operation } from '@/lib/platform/context/operation';
import { assertNotPaused } from './assert-not-paused';
import { readFacts } from './check.sql';
import { type CheckedDiscount, discountOf } from './checked-discount';
import { countUnknownCode } from './count-unknown-code.sql';
import { countUnsoldAttempt } from './count-unsold-attempt';
import { makeHelpUrl } from './help-link';
import { keepRefusal } from './keep-refusal';
import { type Reason, reasonsOf } from './reasons';
import { makeRequest } from './redeem-request';
import { checkRedemptionInput } from './schemas';
import { codeEndOf } from './wording';

export type RedemptionCheck = {
  redeemable: boolean;
  /** Null when no coupon is known under the code. */
  discount: CheckedDiscount | null;
  reasons: Reason[];
  /** When a sold code ends; null without an end of its own. */
  validUntil: string | null;
  /** A page that explains a refusal to the customer, for a day. */
  helpUrl: string | null;
};

/** Whether a code could be redeemed now, with every rule answered. Takes and changes nothing. @throws Forbidden, Invalid, RateLimited after too many unknown codes of a key */
export const checkRedemption = operation(
  'redemptions.read',
  checkRedemptionInput,
  async (ctx, input): Promise<RedemptionCheck> => {
    const request = makeRequest(ctx, input);
    const facts = await readFacts(hotReadSql(ctx.db), request);
    assertNotPaused(ctx, facts.blocked_until);
    if (facts.coupon_id === null) await countUnknownCode(ctx.db, ctx.now(), request.guess_keys);
    await countUnsoldAttempt(ctx, facts);
    keepRefusal(ctx, request, facts);
    const reasons = reasonsOf(facts, new Date(request.at), request.integrator_id);
    return {
      redeemable: reasons.every((reason) => reason.passed),
      discount: discountOf(facts),
      reasons,
      validUntil: codeEndOf(facts),
      helpUrl: makeHelpUrl(
        reasons.map(({ code }) => code),
        ctx.now(),
      ),
    };
  },
);
