import { and, desc, eq, or, sql } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import { sales } from '@/db/schema/sales';
import { isOpen } from '@/lib/domain/sales/open-sales.sql';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import type { SaleState } from './filters';

export type OpenOwnSale = {
  id: number;
  reference: string;
  state: SaleState;
  productName: string;
  amountPaisa: number;
  phone: string | null;
  email: string | null;
  createdAt: string;
  /** Its result was not shown to its seller yet. */
  unseen: boolean;
};

const most = 50;

/**
 * What this person sold that has not ended, or whose end they have not seen, newest first. Read by every page every few
 * seconds. @throws Forbidden
 */
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
        amountPaisa: sales.amountPaisa,
        phone: sales.phone,
        email: sales.email,
        createdAt: sales.createdAt,
        unseen: sales.unseen,
      })
      .from(sales)
      .innerJoin(products, eq(products.id, sales.productId))
      .where(and(or(sql.raw(isOpen('sales')), sql`${sales.unseen}`), eq(sales.sellerId, ctx.actor.id)))
      .orderBy(desc(sales.id))
      .limit(most);
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  },
);
