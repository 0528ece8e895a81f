import { percentOf } from '@/lib/core/money';

type Discount = {
  discount: number;
  amountOff?: number | null;
  maximumOff?: number | null;
  duration: 'once' | 'repeating' | 'forever';
  cycles: number;
};

/** Payments `from` to `to`, counted from 1, that cost the same; `to` is null where it stays so. */
export type PricedCycles = { from: number; to: number | null; duePaisa: number; offPaisa: number };

/** What a subscriber pays cycle by cycle, rounded as a redemption quotes it. */
export function priceByCycle(coupon: Discount, pricePaisa: number): PricedCycles[] {
  const { discount, amountOff = null, maximumOff = null, duration, cycles } = coupon;
  const offPaisa = Math.min(amountOff ?? percentOf(pricePaisa, discount), maximumOff ?? pricePaisa, pricePaisa);
  const reduced = { from: 1, duePaisa: pricePaisa - offPaisa, offPaisa };
  if (duration === 'forever') return [{ ...reduced, to: null }];
  const last = duration === 'repeating' ? cycles : 1;
  return [
    { ...reduced, to: last },
    { from: last + 1, to: null, duePaisa: pricePaisa, offPaisa: 0 },
  ];
}
