import { and, eq, sql } from 'drizzle-orm';
import { codeOperations } from '@/db/schema/code-operations';
import { codes } from '@/db/schema/coupons';
import { Conflict, NotFound } from '@/lib/core/errors';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { actionOf, changeWhere, countsOf, type StatusCounts } from './change-codes';
import { codeOperationInput } from './schemas';

/** `left`: codes of that operation that stay as they are, by what they are now. */
export type UndoneOperation = { undone: number; left: StatusCounts };

/**
 * Takes a bulk deletion or restoration back, for exactly the codes it changed. What was sold or redeemed since stays, and
 * so does what somebody changed again: a code that was deleted again is not restored by undoing the older operation.
 * @throws Forbidden, NotFound, Conflict (`undone`: it was undone before)
 */
export const undoCodeOperation = couponOperation(
  'coupons.write',
  codeOperationInput,
  async (ctx, { couponId, operationId }): Promise<UndoneOperation> => {
    return inTransaction(ctx, async (tx) => {
      const [done] = await tx.db
        .select({
          id: codeOperations.id,
          kind: codeOperations.kind,
          createdAt: codeOperations.createdAt,
          codeIds: codeOperations.codeIds,
        })
        .from(codeOperations)
        .where(and(eq(codeOperations.id, operationId), eq(codeOperations.couponId, couponId)))
        .for('update');
      if (!done) throw new NotFound('What was done');
      const [before] = await tx.db
        .select({ id: codeOperations.id })
        .from(codeOperations)
        .where(eq(codeOperations.undoes, operationId));
      if (before) throw new Conflict('undone', 'This was undone already.');
      const ofOperation = and(
        eq(codes.couponId, couponId),
        sql`${codes.id} in (select generate_series(lower(ids), upper(ids) - 1)
        from ${codeOperations}, unnest(${codeOperations.codeIds}) as ids where ${codeOperations.id} = ${operationId})`,
      );
      const changeable = done.kind === 'delete' ? eq(codes.deletedAt, done.createdAt) : eq(codes.status, 'available');
      const matched = await countByStatus(tx, ofOperation);
      const kind = done.kind === 'delete' ? 'restore' : 'delete';
      const { changed } = await changeWhere(tx, {
        couponId,
        action: kind,
        where: and(ofOperation, changeable),
        matched,
        undoes: operationId,
      });
      const from = kind === 'restore' ? 'deleted' : 'available';
      const left = { ...matched, [from]: matched[from] - changed };
      const data = { undoes: operationId, changed, left };
      await recordAudit(tx, { action: actionOf[kind], subjectKind: 'coupon', subjectId: couponId, data });
      return { undone: changed, left };
    });
  },
);

async function countByStatus(tx: Context, where: ReturnType<typeof and>): Promise<StatusCounts> {
  const rows = await tx.db
    .select({ status: codes.status, count: sql<number>`count(*)`.mapWith(Number) })
    .from(codes)
    .where(where)
    .groupBy(codes.status);
  return countsOf(rows);
}
