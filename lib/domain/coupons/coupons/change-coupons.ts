import { and, asc, inArray, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { isCodeTaken } from '@/lib/domain/coupons/reading/find-taken-codes';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import { secondPerson } from '@/lib/platform/approvals/second-person';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { couponsReached } from './coupon-reach';
import { findRestoreProblems } from './find-coupon-problems';
import { readCoupon } from './get-coupon';
import { addedBy, countAlone } from './given-alone';
import { broughtBack, needForBack } from './need-for-free-coupon';
import { type CouponChange, recordCouponChanges } from './record-coupon-changes';
import { type ChangeCouponsInput, type CouponAction, changeCouponsInput } from './schemas';

/** Why one of them stays as it was. */
export type Unchanged = 'unknown' | 'deleted' | 'already' | 'code_taken';
export type ChangedCoupons = {
  /** Ids of those that were changed: what an undo needs. */
  changed: number[];
  unchanged: { id: number; code: string | null; reason: Unchanged }[];
};

/**
 * Switches on, switches off, deletes or restores many coupons in one transaction. What cannot be changed stays, and the
 * answer says why.
 * @throws Forbidden, NeedsSecondPerson, Invalid, as `countAlone`
 */
export const changeCoupons = operation(
  'coupons.write',
  changeCouponsInput,
  async (ctx, wanted): Promise<ChangedCoupons> => {
    try {
      return await inTransaction(ctx, (tx) => change(tx, wanted));
    } catch (error) {
      // Something took a code between the look and the write; now it is seen.
      if (!isCodeTaken(error)) throw error;
      return inTransaction(ctx, (tx) => change(tx, wanted));
    }
  },
  {
    secondPerson: secondPerson('coupon_back', (ctx, { ids, action }, limits) =>
      action === 'restore' || action === 'switchOn' ? needForBack(ctx, limits, { ids, action }) : null,
    ),
  },
);

type Row = Pick<typeof coupons.$inferSelect, 'id' | 'code' | 'status' | 'deletedAt'>;

async function change(tx: Context, { ids, action }: ChangeCouponsInput): Promise<ChangedCoupons> {
  const { id, code, status, deletedAt } = coupons;
  const rows = await tx.db
    .select({ id, code, status, deletedAt })
    .from(coupons)
    .where(and(inArray(coupons.id, ids), couponsReached(tx)))
    .orderBy(asc(coupons.id))
    .for('update');
  const deleted = action === 'restore' ? rows.filter((row) => row.deletedAt) : [];
  const problems = await findRestoreProblems(tx, deleted);
  const changed: Row[] = [];
  const found = new Set(rows.map((row) => row.id));
  const unchanged: ChangedCoupons['unchanged'] = ids
    .filter((each) => !found.has(each))
    .map((each) => ({ id: each, code: null, reason: 'unknown' }));
  for (const row of rows) {
    const reason = problems.has(row.id) ? 'code_taken' : reasonAgainst(action, row);
    if (reason) unchanged.push({ id: row.id, code: row.code, reason });
    else changed.push(row);
  }
  if (changed.length > 0) {
    const changedIds = changed.map((row) => row.id);
    const counted = await countAlone(tx, await addedByEach(tx, action, changedIds));
    await tx.db.update(coupons).set(fieldsOf(tx, action)).where(inArray(coupons.id, changedIds));
    await recordCouponChanges(tx, ...changed.map((row, at) => withCounted(entryOf(action, row), counted[at])));
  }
  return { changed: changed.map((row) => row.id), unchanged };
}

/** What is taken out adds nothing, and without an amount nothing is counted. */
async function addedByEach(tx: Context, action: CouponAction, ids: number[]): Promise<number[]> {
  const added: number[] = ids.map(() => 0);
  if ((action !== 'restore' && action !== 'switchOn') || (await readFourEyes(tx.db)).couponPaisa === null) return added;
  for (const [at, id] of ids.entries()) {
    const before = await readCoupon(tx, id);
    if (before) added[at] = await addedBy(tx, before, broughtBack(before, action));
  }
  return added;
}

const withCounted = (entry: CouponChange, counted: object | undefined): CouponChange => ({
  ...entry,
  data: { ...entry.data, ...counted },
});

function reasonAgainst(action: CouponAction, row: Row): Unchanged | null {
  if (action === 'restore') return row.deletedAt ? null : 'already';
  if (row.deletedAt) return action === 'delete' ? 'already' : 'deleted';
  return action !== 'delete' && row.status === statusAfter[action] ? 'already' : null;
}

const statusAfter = { switchOn: 'available', switchOff: 'unavailable' } as const;

function fieldsOf(tx: Context, action: CouponAction) {
  if (action === 'delete') return { deletedAt: tx.now() };
  if (action === 'restore') return { deletedAt: null };
  return { status: statusAfter[action], version: sql`${coupons.version} + 1`, updatedAt: tx.now() };
}

function entryOf(action: CouponAction, { id: subjectId, code, status }: Row): CouponChange {
  if (action === 'delete') return { subjectId, action: 'coupon.deleted', data: { code } };
  if (action === 'restore') return { subjectId, action: 'coupon.restored', data: { code } };
  const changed = { status: [status, statusAfter[action]] };
  return { subjectId, action: 'coupon.updated', data: { code, changed } };
}
