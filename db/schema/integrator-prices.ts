import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { basisPoints, instant, paisa, reference } from './columns';
import { integrators } from './integrators';
import { products } from './products';

/** What an integrator is charged for a product in place of its price: a price of its own, or the price without a commission. */
export const integratorPrices = pgTable(
  'integrator_prices',
  {
    integratorId: reference()
      .notNull()
      .references(() => integrators.id),
    productId: reference()
      .notNull()
      .references(() => products.id),
    pricePaisa: paisa(),
    commission: basisPoints(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.integratorId, t.productId] }),
    index('integrator_prices_product_idx').on(t.productId),
    check('integrator_prices_one_check', sql`num_nonnulls(${t.pricePaisa}, ${t.commission}) = 1`),
    check('integrator_prices_price_check', sql`${t.pricePaisa} > 0`),
    check('integrator_prices_commission_check', sql`${t.commission} between 1 and 9999`),
  ],
);
