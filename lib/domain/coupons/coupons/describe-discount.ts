type Discount = { discount: number; duration: 'once' | 'repeating' | 'forever'; cycles: number };

/** `100%`, `25% for 3 months`, `10% forever`: what a coupon without a description of its own is described as. */
export function describeDiscount({ discount, duration, cycles }: Discount): string {
  if (duration === 'forever') return `${discount}% forever`;
  if (duration === 'repeating') return `${discount}% for ${cycles} ${cycles === 1 ? 'month' : 'months'}`;
  return `${discount}%`;
}
