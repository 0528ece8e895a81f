import { desc, eq, sql } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';

const lookedThrough = 100;

/** The products among this seller's last 100 sales, the one that they sold most often first. @throws Forbidden */
export const listFavouriteProducts = operation(
  'sales.sell',
  noInput,
  async (ctx: Context<UserActor>): Promise<number[]> => {
    const last = ctx.db
      .select({ id: sales.id, productId: sales.productId })
      .from(sales)
      .where(eq(sales.sellerId, ctx.actor.id))
      .orderBy(desc(sales.id))
      .limit(lookedThrough)
      .as('last');
    const rows = await ctx.db
      .select({ productId: last.productId })
      .from(last)
      .groupBy(last.productId)
      .orderBy(desc(sql`count(*)`), desc(sql`max(${last.id})`));
    return rows.map(({ productId }) => productId);
  },
);
