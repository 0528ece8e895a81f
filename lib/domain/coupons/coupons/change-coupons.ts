import { and, asc, inArray, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { isCodeTaken } from '@/lib/domain/coupons/reading/find-taken-codes';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { couponsReached } from './coupon-reach';
import { findRestoreProblems } from './find-coupon-problems';
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
 * @throws Forbidden, Invalid
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
    await tx.db.update(coupons).set(fieldsOf(tx, action)).where(inArray(coupons.id, changedIds));
    await recordCouponChanges(tx, ...changed.map((row) => entryOf(action, row)));
  }
  return { changed: changed.map((row) => row.id), unchanged };
}

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
