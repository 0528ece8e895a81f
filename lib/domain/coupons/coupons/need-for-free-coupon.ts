import type { FourEyes } from '@/lib/platform/approvals/schemas';
import type { Need } from '@/lib/platform/approvals/second-person';
import type { Context } from '@/lib/platform/context/context';
import type { Coupon } from './coupon-row';
import { isFreeForAll } from './coupon-warnings';
import { findCouponProblems } from './find-coupon-problems';
import type { CreateCouponInput } from './schemas';

const what = 'A coupon of 100 % without a limit';

/** A new coupon that makes everything free for everybody; what is refused anyway waits for nobody. */
export async function needForFreeCoupon(
  ctx: Context,
  coupon: CreateCouponInput,
  { freeCoupons }: FourEyes,
): Promise<Need | null> {
  if (!freeCoupons || !isFreeForAll(coupon)) return null;
  if (Object.keys(await findCouponProblems(ctx, coupon)).length > 0) return null;
  const summary = Object.fromEntries(Object.entries(coupon).filter(([, value]) => says(value)));
  // It has no id yet.
  return { what, summary, subjectKind: 'settings', subjectId: 1 };
}

/** A field's default says nothing. */
const says = (value: unknown) =>
  ![null, false, 0, ''].includes(value as null) && !(Array.isArray(value) && value.length === 0);

/** Any change of its rule needs one while such a coupon comes out, so that what was approved is not widened. */
export function needForFreeing(
  { freeCoupons }: FourEyes,
  before: Coupon,
  changed: Record<string, [unknown, unknown]>,
): Need | null {
  const after = { ...before, ...Object.fromEntries(Object.entries(changed).map(([name, [, to]]) => [name, to])) };
  const { description: _, status: __, ...rule } = changed;
  if (!freeCoupons || Object.keys(rule).length === 0 || !isFreeForAll(after)) return null;
  return { what, summary: { coupon: before.code, changed }, subjectKind: 'coupon', subjectId: before.id };
}
