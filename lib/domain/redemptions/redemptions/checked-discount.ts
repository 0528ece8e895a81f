import type { Facts } from './check.sql';

/** The coupon's terms, and what they come to for this purchase. */
export type CheckedDiscount = {
  percent: number;
  amountOff: number | null;
  duration: 'once' | 'repeating' | 'forever';
  cycles: number;
  /** What comes off and what is left to pay, in minor units, as when redeeming; null while the price is not known. */
  off: number | null;
  due: number | null;
  cappedBy: 'maximum_off' | 'amount' | null;
  /** What has to be given to calculate what comes off. */
  missing: 'purchase.amount'[];
};

type Terms = Pick<Facts, 'percent' | 'amount_off' | 'duration' | 'cycles' | 'paid' | 'off' | 'capped_by'>;

export function discountOf(facts: Terms): CheckedDiscount | null {
  const { percent, duration, cycles } = facts;
  if (percent === null || duration === null || cycles === null) return null;
  const [paid, off] = [optionalNumber(facts.paid), optionalNumber(facts.off)];
  return {
    percent,
    amountOff: optionalNumber(facts.amount_off),
    duration,
    cycles,
    off,
    due: paid === null || off === null ? null : paid - off,
    cappedBy: facts.capped_by,
    missing: paid === null ? ['purchase.amount'] : [],
  };
}

const optionalNumber = (value: string | null) => (value === null ? null : Number(value));
