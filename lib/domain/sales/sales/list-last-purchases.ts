import { desc, eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type SaleSummary, selectSales, toSaleSummary } from './sale-summary';

const shown = 10;

/** What an integrator bought last, newest first. @throws Forbidden */
export async function listLastPurchases(ctx: Context, integratorId: number): Promise<SaleSummary[]> {
  assertCan(ctx, 'integrators.read');
  assertCan(ctx, 'sales.read');
  const rows = await selectSales(ctx.db)
    .where(eq(sales.integratorId, integratorId))
    .orderBy(desc(sales.id))
    .limit(shown);
  return rows.map(toSaleSummary);
}
