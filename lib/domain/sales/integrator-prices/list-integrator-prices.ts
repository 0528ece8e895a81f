import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { integratorPrices } from '@/db/schema/integrator-prices';
import { products } from '@/db/schema/products';
import { operation } from '@/lib/platform/context/operation';
import { commissionOf } from './commission.sql';
import { listIntegratorPricesInput } from './schemas';

export type IntegratorPrice = {
  productId: number;
  productName: string;
  /** The product's own. */
  amountPaisa: number;
  /** What is charged now. */
  chargedPaisa: number;
  /** As it was set; with neither, the product's own price is charged. */
  pricePaisa: number | null;
  commission: number | null;
};

/** What an integrator is charged for each product that is not archived, by name. @throws Forbidden */
export const listIntegratorPrices = operation(
  'money.read',
  listIntegratorPricesInput,
  async (ctx, { integratorId }): Promise<IntegratorPrice[]> => {
    const commission = sql.raw(commissionOf('integrator_prices', 'products.amount_paisa'));
    return ctx.db
      .select({
        productId: products.id,
        productName: products.name,
        amountPaisa: products.amountPaisa,
        chargedPaisa: sql<number>`${products.amountPaisa} - ${commission}`.mapWith(Number),
        pricePaisa: integratorPrices.pricePaisa,
        commission: integratorPrices.commission,
      })
      .from(products)
      .leftJoin(
        integratorPrices,
        and(eq(integratorPrices.productId, products.id), eq(integratorPrices.integratorId, integratorId)),
      )
      .where(isNull(products.archivedAt))
      .orderBy(asc(sql`lower(${products.name})`), asc(products.id));
  },
);
