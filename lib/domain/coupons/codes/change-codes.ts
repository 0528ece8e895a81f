import { and, eq, inArray, lte, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { codes } from '@/db/schema/coupons';
import { NotFound } from '@/lib/core/errors';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { readCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { actorName } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { writeOperation } from './change-codes.sql';
import { codesThatFit } from './code-filter';
import { type CodeStatus, codeStatuses } from './filters';
import { changeCodesInput, type codeSelection, countSelectedInput } from './schemas';

export type StatusCounts = Record<CodeStatus, number>;
/** `operationId` is what an undo needs; null when nothing was changed. */
export type ChangedCodes = { operationId: number | null; changed: number; matched: StatusCounts };

function selected(couponId: number, selection: z.output<typeof codeSelection>): SQL | undefined {
  if ('ids' in selection) return and(eq(codes.couponId, couponId), inArray(codes.id, selection.ids));
  const { filter, upToId } = selection;
  return and(codesThatFit({ couponId, ...filter }), upToId ? lte(codes.id, upToId) : undefined);
}

/** How many codes are selected, by status, and the highest id among them. @throws Forbidden */
export const countSelected = couponOperation(
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
export const changeCodes = couponOperation(
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

/** Changes these codes at once and keeps what was done. Asks for no permission. */
export async function changeWhere(tx: Context, change: Change): Promise<ChangedCodes> {
  const { couponId, action, where, matched, reason = null, undoes = null } = change;
  const row = await writeOperation(tx.db, {
    ...{ couponId, action, where, matched, reason, undoes },
    actorName: actorName(tx.actor),
    at: tx.now().toISOString(),
  });
  return { operationId: row ? Number(row.id) : null, changed: row?.changed ?? 0, matched };
}
