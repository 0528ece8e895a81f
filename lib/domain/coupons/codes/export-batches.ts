import { desc, eq } from 'drizzle-orm';
import { codeBatches } from '@/db/schema/coupons';
import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import { assertReaches } from '@/lib/domain/coupons/coupons/coupon-reach';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import { tableExport } from '@/lib/platform/exports/table-export';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { batchColumns } from './code-batch';
import { batchesInput } from './schemas';

const instants = ['createdAt', 'finishedAt', 'pausedAt', 'suspectedAt'] as const;
const header = [
  ...['id', 'kind', 'state', 'requested', 'issued', 'failure', 'unit_cost', 'currency', 'created_by'],
  ...['created_at', 'finished_at', 'paused_at', 'suspected_at'].flatMap(instantColumns),
];

/** The batches of a coupon as a file, the newest first, with what a code cost for anyone who sees costs. @throws Forbidden, NotFound */
export const exportBatches = tableExport('coupons.read', batchesInput, {
  kind: 'code-batches',
  columns: () => header,
  async record(ctx: Context<UserActor>, { couponId }): Promise<{ coupon: string }> {
    await assertReaches(ctx, couponId);
    const { code: coupon } = await getCoupon(ctx, { id: couponId, withDeleted: true });
    await recordAudit(ctx, { action: 'code_batches.exported', subjectKind: 'coupon', subjectId: couponId });
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'batches', coupon } });
    return { coupon };
  },
  name: ({ coupon }) => `batches-${coupon}`,
  count: (ctx, { couponId }) => ctx.db.$count(codeBatches, eq(codeBatches.couponId, couponId)),
  rows,
});

async function* rows(ctx: Context<UserActor>, { couponId }: { couponId: number }): AsyncGenerator<Cell[][]> {
  const { timeZone } = await getSettings(ctx.db);
  const seesMoney = can(ctx.actor, 'money.read');
  const found = await ctx.db
    .select({ ...batchColumns, unitCostPaisa: codeBatches.unitCostPaisa })
    .from(codeBatches)
    .where(eq(codeBatches.couponId, couponId))
    .orderBy(desc(codeBatches.id));
  if (found.length === 0) return;
  yield found.map((batch): Cell[] => [
    ...[batch.id, batch.kind, batch.state, batch.requested, batch.issued, batch.failure],
    ...[rupeesCell(seesMoney ? batch.unitCostPaisa : null), currency, batch.createdBy],
    ...instants.flatMap((name) => instantCells(batch[name], timeZone)),
  ]);
}
