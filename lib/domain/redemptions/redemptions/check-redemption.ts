import { hotSql } from '@/db/client';
import { percentOf } from '@/lib/core/money';
import { operation } from '@/lib/platform/context/operation';
import { type Facts, readFacts } from './check.sql';
import { type Reason, reasonsOf } from './reasons';
import { makeRequest } from './redeem-request';
import { checkRedemptionInput } from './schemas';

export type CheckedDiscount = {
  percent: number;
  duration: 'once' | 'repeating' | 'forever';
  cycles: number;
  /** Of the amount, else of the TVOD price; null without both. What comes off is rounded down, as when redeeming. */
  amountOff: number | null;
  amountDue: number | null;
};

export type RedemptionCheck = {
  redeemable: boolean;
  /** Null when no coupon is known under the code. */
  discount: CheckedDiscount | null;
  reasons: Reason[];
};

/** Whether a code could be redeemed now, with every rule answered. Takes and changes nothing. @throws Forbidden, Invalid */
export const checkRedemption = operation(
  'redemptions.read',
  checkRedemptionInput,
  async (ctx, input): Promise<RedemptionCheck> => {
    const request = makeRequest(ctx, input);
    const facts = await readFacts(hotSql(ctx.db), request);
    const reasons = reasonsOf(facts, new Date(request.at), request.integrator_id);
    return {
      redeemable: reasons.every((reason) => reason.passed),
      discount: discountOf(facts, input.amount ?? facts.price?.pricePaisa),
      reasons,
    };
  },
);

function discountOf(facts: Facts, amount: number | undefined): CheckedDiscount | null {
  const { discount: percent, duration, cycles } = facts;
  if (percent === null || duration === null || cycles === null) return null;
  const amountOff = amount === undefined ? null : percentOf(amount, percent);
  return {
    percent,
    duration,
    cycles,
    amountOff,
    amountDue: amount === undefined || amountOff === null ? null : amount - amountOff,
  };
}
