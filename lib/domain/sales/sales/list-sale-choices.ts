import { asc, sql } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { products } from '@/db/schema/products';
import { sales } from '@/db/schema/sales';
import { users } from '@/db/schema/team';
import { noInput, operation } from '@/lib/platform/context/operation';

type Choice = { id: number; name: string };
export type SaleChoices = { products: Choice[]; sellers: Choice[]; integrators: Choice[] };

/** What sales can be narrowed to, by name: products also when archived, people also when they sell no more. @throws Forbidden */
export const listSaleChoices = operation('sales.read', noInput, async (ctx): Promise<SaleChoices> => {
  const hasSold = sql`exists (select from ${sales} where ${sales.sellerId} = ${users.id})`;
  const [ofProducts, ofUsers, ofIntegrators] = await Promise.all([
    ctx.db.select({ id: products.id, name: products.name }).from(products).orderBy(sql`lower(${products.name})`),
    ctx.db.select({ id: users.id, name: users.name }).from(users).where(hasSold).orderBy(sql`lower(${users.name})`),
    ctx.db.select({ id: integrators.id, name: integrators.name }).from(integrators).orderBy(asc(integrators.name)),
  ]);
  return { products: ofProducts, sellers: ofUsers, integrators: ofIntegrators };
});
