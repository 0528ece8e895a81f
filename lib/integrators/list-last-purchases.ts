import { desc, eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { type SaleSummary, selectSales, toSaleSummary } from '@/lib/sales/sale-summary';

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
