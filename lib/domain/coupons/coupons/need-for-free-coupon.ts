import { formatPaisa } from '@/lib/core/money';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import type { Need } from '@/lib/platform/approvals/second-person';
import type { Context } from '@/lib/platform/context/context';
import { comesBack } from './comes-back';
import type { Coupon } from './coupon-row';
import { isFreeForAll } from './coupon-warnings';
import { findCouponProblems } from './find-coupon-problems';
import { readCoupon } from './get-coupon';
import { addedBy, givenAlone } from './given-alone';
import { leftToGive, mostGivenAway } from './most-given-away';
import type { CreateCouponInput } from './schemas';

type Rule = Parameters<typeof isFreeForAll>[0] & Parameters<typeof mostGivenAway>[0];
/** By how much more it can give away than before, and what others of the last 24 hours can. */
type Added = { addedPaisa: number; alonePaisa: number };

/** The beginning of a refusal of one person alone; null where they can do it. */
function tooMuch(rule: Rule, { addedPaisa, alonePaisa }: Added, { freeCoupons, couponPaisa }: FourEyes): string | null {
  if (freeCoupons && isFreeForAll(rule)) return 'A coupon of 100 % without a limit';
  if (couponPaisa === null) return null;
  const above = `A coupon that can give away more than ${formatPaisa(couponPaisa)}`;
  if (mostGivenAway(rule) > couponPaisa) return above;
  return addedPaisa > 0 && alonePaisa + addedPaisa > couponPaisa ? `${above} together with others of a day` : null;
}

/**
 * A new coupon that gives away too much for one person; what is refused anyway waits for nobody.
 * @param before what counts together with it, where that is not the last 24 hours alone, as in a file of coupons
 */
export async function needForFreeCoupon(
  ctx: Context,
  coupon: CreateCouponInput,
  limits: FourEyes,
  before?: number,
): Promise<Need | null> {
  const alonePaisa = before ?? (await alone(ctx, limits));
  const what = tooMuch(coupon, { addedPaisa: mostGivenAway(coupon), alonePaisa }, limits);
  if (!what || Object.keys(await findCouponProblems(ctx, coupon)).length > 0) return null;
  const summary = Object.fromEntries(Object.entries(coupon).filter(([, value]) => says(value)));
  // It has no id yet.
  return { what, summary, subjectKind: 'settings', subjectId: 1 };
}

/** A field's default says nothing. */
const says = (value: unknown) =>
  ![null, false, 0, ''].includes(value as null) && !(Array.isArray(value) && value.length === 0);

/** Without an amount nothing counts together. */
const alone = async (ctx: Context, { couponPaisa }: FourEyes) => (couponPaisa === null ? 0 : givenAlone(ctx));

/** Any change of its rule, and bringing it back, needs one while such a coupon comes out, so that what was approved is not widened. */
export async function needForFreeing(
  ctx: Context,
  limits: FourEyes,
  before: Coupon,
  changed: Record<string, [unknown, unknown]>,
): Promise<Need | null> {
  const after = { ...before, ...Object.fromEntries(Object.entries(changed).map(([name, [, to]]) => [name, to])) };
  const { description: _, status: __, ...rule } = changed;
  const isLooked = Object.keys(rule).length > 0 || (await comesBack(ctx, before, after));
  const added = { addedPaisa: await addedBy(ctx, before, after), alonePaisa: await alone(ctx, limits) };
  const what = isLooked ? tooMuch(after, added, limits) : null;
  return what ? { what, summary: { coupon: before.code, changed }, subjectKind: 'coupon', subjectId: before.id } : null;
}

/** Coupons that are taken out of the bin or switched on, of which one is too much or all of them together are. */
export async function needForBack(
  ctx: Context,
  limits: FourEyes,
  change: { ids: number[]; action: 'restore' | 'switchOn' },
): Promise<Need | null> {
  if (!limits.freeCoupons && limits.couponPaisa === null) return null;
  let alonePaisa = await alone(ctx, limits);
  let what: string | null = null;
  const codes: string[] = [];
  for (const id of new Set(change.ids)) {
    const before = await readCoupon(ctx, id);
    if (!before || Boolean(before.deletedAt) !== (change.action === 'restore')) continue;
    const after = broughtBack(before, change.action);
    if (!(await comesBack(ctx, before, after))) continue;
    const addedPaisa = leftToGive(after);
    what ??= tooMuch(after, { addedPaisa, alonePaisa }, limits);
    alonePaisa += addedPaisa;
    codes.push(before.code);
  }
  const names = codes.slice(0, namedAtMost).join(', ');
  const summary = { action: change.action, count: codes.length, coupon: names };
  const [only] = change.ids;
  const subject = change.ids.length === 1 && only ? { subjectKind: 'coupon', subjectId: only } : noSubject;
  return what === null ? null : { what, summary, ...subject, input: change };
}

const namedAtMost = 20;
const noSubject = { subjectKind: 'settings', subjectId: 1 };

/** A coupon as it is once it is taken out of the bin, or switched on. */
export const broughtBack = (coupon: Coupon, action: 'restore' | 'switchOn'): Coupon =>
  action === 'restore' ? { ...coupon, deletedAt: null } : { ...coupon, status: 'available' };
