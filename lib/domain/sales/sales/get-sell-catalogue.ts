import { and, eq, isNotNull } from 'drizzle-orm';
import { suppliers } from '@/db/schema/suppliers';
import { listProducts, type ProductSummary } from '@/lib/domain/sales/products/list-products';
import { noInput, operation } from '@/lib/platform/context/operation';
import { salesArePaused } from './pause-sales';

export type SellCatalogue = {
  rows: ProductSummary[];
  /** Nothing can be sold at all. */
  paused: boolean;
  /** Khalti has said something after which every sale through it will fail. */
  supplierAlert: boolean;
};

/** What the desk can sell now, and what prevents sales. @throws Forbidden */
export const getSellCatalogue = operation('sales.sell', noInput, async (ctx): Promise<SellCatalogue> => {
  const [rows, paused, alerts] = await Promise.all([
    listProducts(ctx),
    salesArePaused(ctx),
    ctx.db
      .select({ name: suppliers.name })
      .from(suppliers)
      .where(and(eq(suppliers.name, 'khalti'), isNotNull(suppliers.alertAt))),
  ]);
  return { rows, paused, supplierAlert: alerts.length > 0 };
});
