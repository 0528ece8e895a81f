import { formatPaisa } from '@/lib/core/money';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import type { Need } from '@/lib/platform/approvals/second-person';
import type { Context } from '@/lib/platform/context/context';
import type { Coupon } from './coupon-row';
import { isFreeForAll } from './coupon-warnings';
import { findCouponProblems } from './find-coupon-problems';
import { mostGivenAway } from './most-given-away';
import type { CreateCouponInput } from './schemas';

type Rule = Parameters<typeof isFreeForAll>[0] & Parameters<typeof mostGivenAway>[0];

/** The beginning of a refusal of one person alone; null where they can do it. */
function tooMuch(rule: Rule, { freeCoupons, couponPaisa }: FourEyes): string | null {
  if (freeCoupons && isFreeForAll(rule)) return 'A coupon of 100 % without a limit';
  if (couponPaisa === null || mostGivenAway(rule) <= couponPaisa) return null;
  return `A coupon that can give away more than ${formatPaisa(couponPaisa)}`;
}

/** A new coupon that gives away too much for one person; what is refused anyway waits for nobody. */
export async function needForFreeCoupon(
  ctx: Context,
  coupon: CreateCouponInput,
  limits: FourEyes,
): Promise<Need | null> {
  const what = tooMuch(coupon, limits);
  if (!what || Object.keys(await findCouponProblems(ctx, coupon)).length > 0) return null;
  const summary = Object.fromEntries(Object.entries(coupon).filter(([, value]) => says(value)));
  // It has no id yet.
  return { what, summary, subjectKind: 'settings', subjectId: 1 };
}

/** A field's default says nothing. */
const says = (value: unknown) =>
  ![null, false, 0, ''].includes(value as null) && !(Array.isArray(value) && value.length === 0);

/** Any change of its rule needs one while such a coupon comes out, so that what was approved is not widened. */
export function needForFreeing(
  limits: FourEyes,
  before: Coupon,
  changed: Record<string, [unknown, unknown]>,
): Need | null {
  const after = { ...before, ...Object.fromEntries(Object.entries(changed).map(([name, [, to]]) => [name, to])) };
  const { description: _, status: __, ...rule } = changed;
  const what = Object.keys(rule).length === 0 ? null : tooMuch(after, limits);
  return what ? { what, summary: { coupon: before.code, changed }, subjectKind: 'coupon', subjectId: before.id } : null;
}
