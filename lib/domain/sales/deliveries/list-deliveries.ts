import { asc, eq } from 'drizzle-orm';
import { deliveries } from '@/db/schema/sales';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type DeliverySummary, summaryColumns, toSummary } from './delivery-summary';

/** The messages of a sale, the oldest first; none of them carries the PIN. @throws Forbidden */
export async function listDeliveries(ctx: Context, saleId: number): Promise<DeliverySummary[]> {
  assertCan(ctx, 'sales.read');
  const rows = await ctx.db
    .select(summaryColumns)
    .from(deliveries)
    .where(eq(deliveries.saleId, saleId))
    .orderBy(asc(deliveries.id));
  return rows.map(toSummary);
}
