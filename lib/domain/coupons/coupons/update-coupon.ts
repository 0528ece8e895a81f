import { and, eq, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { redemptions } from '@/db/schema/redemptions';
import { Conflict, Invalid } from '@/lib/core/errors';
import { ownDigests } from '@/lib/domain/coupons/reading/digest-code';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import { type Need, secondPerson } from '@/lib/platform/approvals/second-person';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { type Coupon, couponColumns } from './coupon-row';
import { checkCoupon, findCouponProblems, refuseTakenCode } from './find-coupon-problems';
import { lockCoupon, readCoupon } from './get-coupon';
import { addedBy, countAlone } from './given-alone';
import { countsAgainstCoupon } from './hold-conditions.sql';
import { needForFreeing } from './need-for-free-coupon';
import { recordCouponChanges } from './record-coupon-changes';
import { type CreateCouponInput, type UpdateCouponInput, updateCouponInput } from './schemas';
import { settleCoupon } from './settle-coupon';
import { stale } from './stale-coupon';

/**
 * Changes the fields given and no others. The row is held meanwhile, so a redemption cannot slip past a new limit.
 * @throws Forbidden, NotFound, Invalid, NeedsSecondPerson, Conflict `stale` when `version` is given and somebody saved since
 */
export const updateCoupon = operation(
  'coupons.write',
  updateCouponInput,
  async (ctx, input): Promise<Coupon> => {
    const { id, version, ...rest } = input;
    try {
      return await inTransaction(ctx, async (tx) => {
        const locked = await lockCoupon(tx, id, 'update');
        const before = { ...locked, spent: await spentBefore(tx, locked, rest) };
        const fields = settleCoupon(withoutUndefined(rest), before);
        if (version !== undefined && version !== before.version) throw await stale(tx, before, version);
        const problems = await findCouponProblems(tx, fields, before);
        if (Object.keys(problems).length > 0) throw new Invalid(problems);
        const changed = changedFields(before, fields);
        if (Object.keys(changed).length === 0) return before;
        await assertStillAlone(tx, before, changed);
        const [counted] = await countAlone(tx, [await addedBy(tx, before, { ...before, ...fields })]);
        const now = tx.now();
        const [coupon] = await tx.db
          .update(coupons)
          .set({
            ...fields,
            ...(fields.code === undefined ? {} : ownDigests(fields.code)),
            spent: before.spent,
            version: sql`${coupons.version} + 1`,
            updatedAt: now,
          })
          .where(eq(coupons.id, id))
          .returning(couponColumns(now));
        if (!coupon) throw new Error('The coupon was not written.');
        const data = { code: coupon.code, changed, ...counted };
        await recordCouponChanges(tx, { action: 'coupon.updated', subjectId: id, data });
        return coupon;
      });
    } catch (error) {
      return refuseTakenCode(error);
    }
  },
  { check: checkCoupon, secondPerson: secondPerson('coupon_change', needForChange) },
);

/** With the version, so that only the coupon that was looked at is changed later. */
async function needForChange(ctx: Context, input: UpdateCouponInput, limits: FourEyes): Promise<Need | null> {
  const { id, version, ...rest } = input;
  const isOn = limits.freeCoupons || limits.couponPaisa !== null;
  const before = isOn ? await readCoupon(ctx, id) : null;
  if (!before || before.deletedAt || (version !== undefined && version !== before.version)) return null;
  const changed = changedFields(before, settleCoupon(withoutUndefined(rest), before));
  const need = await needForFreeing(ctx, limits, before, changed);
  if (!need || Object.keys(await findCouponProblems(ctx, rest, before)).length > 0) return null;
  return { ...need, input: { ...input, version: before.version } };
}

/** Two changes at once may free together what neither frees alone. @throws Conflict `changed_meanwhile` */
async function assertStillAlone(tx: Context, before: Coupon, changed: ReturnType<typeof changedFields>): Promise<void> {
  if (tx.approval || tx.actor.kind === 'system') return;
  if (!(await needForFreeing(tx, await readFourEyes(tx.db), before, changed))) return;
  throw new Conflict('changed_meanwhile', 'Somebody changed this coupon at the same instant. Look at it again.');
}

/** A first budget begins with what came off, as the redemptions have it. */
async function spentBefore(
  tx: Context,
  { id, budget, spent }: Coupon,
  given: { budget?: number | null | undefined },
): Promise<number> {
  if (budget !== null || typeof given.budget !== 'number') return spent;
  const [sum] = await tx.db
    .select({ spent: sql<number>`coalesce(sum(${redemptions.amountOff}), 0)`.mapWith(Number) })
    .from(redemptions)
    .where(and(eq(redemptions.couponId, id), sql.raw(countsAgainstCoupon('redemptions'))));
  return sum?.spent ?? spent;
}

type Fields = Partial<CreateCouponInput>;

function withoutUndefined(fields: Omit<UpdateCouponInput, 'id' | 'version'>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

/** `{ discount: [10, 25] }`: from what, to what. */
function changedFields(before: Coupon, fields: Fields): Record<string, [unknown, unknown]> {
  const plain = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
  const pairs = Object.entries(fields).map(([name, value]) => {
    const pair: [unknown, unknown] = [plain(before[name as keyof Fields]), plain(value)];
    return [name, pair] as const;
  });
  return Object.fromEntries(pairs.filter(([, [from, to]]) => JSON.stringify(from) !== JSON.stringify(to)));
}
