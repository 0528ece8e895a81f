import { and, eq, gte, isNull, sql } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import { sales } from '@/db/schema/sales';
import { noInput, operation } from '@/lib/platform/context/operation';

const dayMs = 24 * 60 * 60 * 1000;
const paceDays = 14;

/** How many of a product are sold a day, by its id; those that sold none are not in it. */
export type StockPace = Record<number, number>;

/** Of the last two weeks, or of a younger product's whole life, a day at the least. @throws Forbidden */
export const readStockPace = operation('products.read', noInput, async (ctx): Promise<StockPace> => {
  const now = ctx.now().getTime();
  const begun = new Date(now - paceDays * dayMs);
  const rows = await ctx.db
    .select({ id: products.id, createdAt: products.createdAt, sold: sql<number>`count(*)::int` })
    .from(sales)
    .innerJoin(products, eq(products.id, sales.productId))
    .where(and(gte(sales.createdAt, begun), eq(sales.state, 'succeeded'), isNull(products.archivedAt)))
    .groupBy(products.id);
  return Object.fromEntries(
    rows.map(({ id, createdAt, sold }) => {
      const days = Math.min(paceDays, Math.max(1, (now - createdAt.getTime()) / dayMs));
      return [id, sold / days];
    }),
  );
});
