import { and, eq, sql } from 'drizzle-orm';
import { codeActs } from '@/db/schema/code-acts';
import { codes } from '@/db/schema/coupons';
import { Conflict, NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { actionOf, changeWhere, countsOf, type StatusCounts } from './change-codes';
import type { CodeActInput } from './schemas';

/** `left`: codes of that act that stay as they are, by what they are now. */
export type UndoneAct = { undone: number; left: StatusCounts };

/**
 * Takes a bulk deletion or restoration back, for exactly the codes it changed. What was sold or redeemed since stays, and
 * so does what somebody changed again: a code that was deleted anew is not restored by undoing the older act.
 * @throws Forbidden, NotFound, Conflict (`undone`: it was undone before)
 */
export async function undoCodeAct(ctx: Context, { couponId, actId }: CodeActInput): Promise<UndoneAct> {
  assertCan(ctx, 'coupons.write');
  return inTransaction(ctx, async (tx) => {
    const [act] = await tx.db
      .select({ id: codeActs.id, kind: codeActs.kind, createdAt: codeActs.createdAt, codeIds: codeActs.codeIds })
      .from(codeActs)
      .where(and(eq(codeActs.id, actId), eq(codeActs.couponId, couponId)))
      .for('update');
    if (!act) throw new NotFound('What was done');
    const [before] = await tx.db.select({ id: codeActs.id }).from(codeActs).where(eq(codeActs.undoes, actId));
    if (before) throw new Conflict('undone', 'This was undone already.');
    const ofAct = and(
      eq(codes.couponId, couponId),
      sql`${codes.id} in (select generate_series(lower(ids), upper(ids) - 1)
        from ${codeActs}, unnest(${codeActs.codeIds}) as ids where ${codeActs.id} = ${actId})`,
    );
    const changeable = act.kind === 'delete' ? eq(codes.deletedAt, act.createdAt) : eq(codes.status, 'available');
    const matched = await countByStatus(tx, ofAct);
    const kind = act.kind === 'delete' ? 'restore' : 'delete';
    const { changed } = await changeWhere(tx, {
      couponId,
      act: kind,
      where: and(ofAct, changeable),
      matched,
      undoes: actId,
    });
    const from = kind === 'restore' ? 'deleted' : 'available';
    const left = { ...matched, [from]: matched[from] - changed };
    const data = { undoes: actId, changed, left };
    await recordAudit(tx, { action: actionOf[kind], subjectKind: 'coupon', subjectId: couponId, data });
    return { undone: changed, left };
  });
}

async function countByStatus(tx: Context, where: ReturnType<typeof and>): Promise<StatusCounts> {
  const rows = await tx.db
    .select({ status: codes.status, count: sql<number>`count(*)`.mapWith(Number) })
    .from(codes)
    .where(where)
    .groupBy(codes.status);
  return countsOf(rows);
}
