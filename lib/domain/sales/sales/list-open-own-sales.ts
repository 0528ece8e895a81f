import { and, desc, eq, sql } from 'drizzle-orm';
import { products, sales } from '@/db/schema/sales';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { openSaleStates } from './sale-transitions';
import type { SaleState } from './schemas';

export type OpenOwnSale = { id: number; reference: string; state: SaleState; productName: string; createdAt: string };

const most = 50;
/** Written out: with parameters Postgres would not see that its index of open sales answers this. */
const isOpen = sql`${sales.state} in (${sql.raw(openSaleStates.map((state) => `'${state}'`).join(', '))})`;

/** What this person sold that has not ended, newest first. Read by every page every few seconds. @throws Forbidden */
export const listOpenOwnSales = operation(
  'sales.sell',
  noInput,
  async (ctx: Context<UserActor>): Promise<OpenOwnSale[]> => {
    const rows = await ctx.db
      .select({
        id: sales.id,
        reference: sales.reference,
        state: sales.state,
        productName: products.name,
        createdAt: sales.createdAt,
      })
      .from(sales)
      .innerJoin(products, eq(products.id, sales.productId))
      .where(and(isOpen, eq(sales.sellerId, ctx.actor.id)))
      .orderBy(desc(sales.id))
      .limit(most);
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  },
);
