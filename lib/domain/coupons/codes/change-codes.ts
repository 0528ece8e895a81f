import { and, eq, inArray, lte, not, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { codeOperations } from '@/db/schema/code-operations';
import { codes } from '@/db/schema/coupons';
import { NotFound } from '@/lib/core/errors';
import { readCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { isCodeOfCoupon } from '@/lib/domain/coupons/reading/find-taken-codes';
import { actorName, recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { codesThatFit } from './code-filter';
import { type CodeStatus, changeCodesInput, type codeSelection, codeStatuses, countSelectedInput } from './schemas';

export type StatusCounts = Record<CodeStatus, number>;
/** `operationId` is what an undo needs; null when nothing was changed. */
export type ChangedCodes = { operationId: number | null; changed: number; matched: StatusCounts };

function selected(couponId: number, selection: z.output<typeof codeSelection>): SQL | undefined {
  if ('ids' in selection) return and(eq(codes.couponId, couponId), inArray(codes.id, selection.ids));
  const { filter, upToId } = selection;
  return and(codesThatFit({ couponId, ...filter }), upToId ? lte(codes.id, upToId) : undefined);
}

/** How many codes are selected, by status, and the highest id among them. @throws Forbidden */
export const countSelected = operation(
  'coupons.read',
  countSelectedInput,
  async (ctx, { couponId, selection }): Promise<{ matched: StatusCounts; upToId: number | null }> => {
    const rows = await ctx.db
      .select({
        status: codes.status,
        count: sql<number>`count(*)`.mapWith(Number),
        upToId: sql<number>`max(${codes.id})`.mapWith(Number),
      })
      .from(codes)
      .where(selected(couponId, selection))
      .groupBy(codes.status);
    return { matched: countsOf(rows), upToId: rows.length > 0 ? Math.max(...rows.map((row) => row.upToId)) : null };
  },
);

export function countsOf(rows: { status: CodeStatus; count: number }[]): StatusCounts {
  const counted = new Map(rows.map(({ status, count }) => [status, count]));
  return Object.fromEntries(codeStatuses.map((status) => [status, counted.get(status) ?? 0])) as StatusCounts;
}

/**
 * Deletes (those that are available) or restores (those that are deleted) all selected codes in one statement; the others
 * stay as they are. What was changed is kept, so that exactly that can be undone.
 * @throws Forbidden, NotFound, Invalid
 */
export const changeCodes = operation(
  'coupons.write',
  changeCodesInput,
  async (ctx, { couponId, action, selection, reason }): Promise<ChangedCodes> => {
    return inTransaction(ctx, async (tx) => {
      if (!(await readCoupon(tx, couponId))) throw new NotFound('The coupon');
      const { matched } = await countSelected(tx, { couponId, selection });
      const changed = await changeWhere(tx, {
        couponId,
        action,
        where: selected(couponId, selection),
        reason,
        matched,
      });
      if (changed.operationId !== null) {
        const what = 'ids' in selection ? { selected: selection.ids.length } : { filter: selection.filter };
        const data = { ...changed, ...what, ...(reason ? { reason } : {}) };
        await recordAudit(tx, { action: actionOf[action], subjectKind: 'coupon', subjectId: couponId, data });
      }
      return changed;
    });
  },
);

export const actionOf = { delete: 'codes.deleted', restore: 'codes.restored' } as const;

type Change = {
  couponId: number;
  action: 'delete' | 'restore';
  where: SQL | undefined;
  matched: StatusCounts;
  reason?: string | undefined;
  undoes?: number;
};

/** The one statement: a sale or redemption that takes a code meanwhile wins or loses that code as a whole. */
export async function changeWhere(tx: Context, change: Change): Promise<ChangedCodes> {
  const { couponId, action, where, matched, reason = null, undoes = null } = change;
  const now = tx.now().toISOString();
  const set =
    action === 'delete'
      ? sql`status = 'deleted', deleted_at = ${now}::timestamptz`
      : sql`status = 'available', deleted_at = null`;
  // What a coupon has as its own code by now stays deleted.
  const changeable =
    action === 'delete'
      ? eq(codes.status, 'available')
      : and(eq(codes.status, 'deleted'), not(isCodeOfCoupon(sql`${codes.digest}`)));
  const [row] = await tx.db.execute<{ id: string; changed: number }>(sql`
    with changed as (
      update ${codes} set ${set}
      where ${and(where, changeable)}
      returning ${codes.id}
    )
    insert into ${codeOperations} (coupon_id, kind, reason, matched, changed, code_ids, undoes, actor_name, created_at)
    select ${couponId}::bigint, ${action}::text, ${reason}::text, ${JSON.stringify(matched)}::jsonb, count(*),
      range_agg(int8range(id, id, '[]')), ${undoes}::bigint, ${actorName(tx.actor)}::text, ${now}::timestamptz
    from changed having count(*) > 0
    returning id, changed`);
  return { operationId: row ? Number(row.id) : null, changed: row?.changed ?? 0, matched };
}
