import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { integratorPrices } from '@/db/schema/integrator-prices';
import { products } from '@/db/schema/products';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
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
    const rows = await selectPrices(ctx.db, integratorId);
    return rows.map(({ value: _, ...price }) => price);
  },
);

/** As the integrator itself sees it: what a product that is switched on costs it. */
export type OwnPrice = Pick<IntegratorPrice, 'productName' | 'amountPaisa' | 'chargedPaisa'> & { value: string };

/** What each product that is switched on costs a partner's own company, by name. @throws Forbidden */
export const listOwnPrices = operation('partner.read', noInput, (ctx) => readOwnPrices(ctx, ownIntegrator(ctx)));

/** The same for the integrator of a key. @throws Forbidden */
export const listPrices = operation('sales.sell', noInput, (ctx: Context<KeyActor>) =>
  readOwnPrices(ctx, ctx.actor.integratorId),
);

async function readOwnPrices({ db }: Context, integratorId: number): Promise<OwnPrice[]> {
  const rows = await selectPrices(db, integratorId, eq(products.active, true));
  return rows.map(({ value, productName, amountPaisa, chargedPaisa }) => ({
    ...{ value, productName, amountPaisa, chargedPaisa },
  }));
}

function selectPrices(db: Executor, integratorId: number, which?: SQL) {
  const commission = sql.raw(commissionOf('integrator_prices', 'products.amount_paisa'));
  return db
    .select({
      productId: products.id,
      productName: products.name,
      value: products.value,
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
    .where(and(isNull(products.archivedAt), which))
    .orderBy(asc(sql`lower(${products.name})`), asc(products.id));
}
