import { formatPaisa } from '@/lib/core/money';

type Discount = {
  discount: number;
  amountOff?: number | null;
  duration: 'once' | 'repeating' | 'forever';
  cycles: number;
};

/** `25%` or `Rs 500`. */
export function offText({ discount, amountOff = null }: Pick<Discount, 'discount' | 'amountOff'>): string {
  return amountOff === null ? `${discount}%` : formatPaisa(amountOff).replace('\u00a0', ' ');
}

/** `100%`, `25% for 3 months`, `Rs 500 forever`: what a coupon without a description of its own is described as. */
export function describeDiscount({ duration, cycles, ...terms }: Discount): string {
  const off = offText(terms);
  if (duration === 'forever') return `${off} forever`;
  if (duration === 'repeating') return `${off} for ${cycles} ${cycles === 1 ? 'month' : 'months'}`;
  return off;
}
