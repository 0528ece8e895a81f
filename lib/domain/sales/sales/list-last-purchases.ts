import { desc, eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { contactsFor } from '@/lib/domain/sales/customer-contacts';
import { assertCan } from '@/lib/platform/context/assert-can';
import { operation } from '@/lib/platform/context/operation';
import { type SaleSummary, selectSales, toSaleSummary } from './sale-summary';
import { listLastPurchasesInput } from './schemas';

const shown = 10;

/** What an integrator bought last, newest first. @throws Forbidden */
export const listLastPurchases = operation(
  'sales.read',
  listLastPurchasesInput,
  async (ctx, { integratorId }): Promise<SaleSummary[]> => {
    await assertCan(ctx, 'integrators.read');
    const rows = await selectSales(ctx.db)
      .where(eq(sales.integratorId, integratorId))
      .orderBy(desc(sales.id))
      .limit(shown);
    return rows.map((row) => contactsFor(ctx.actor, toSaleSummary(row)));
  },
);
