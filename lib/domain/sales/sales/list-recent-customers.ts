import { and, desc, eq, isNotNull, or, sql } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';

export type RecentCustomer = { phone: string | null; email: string | null };

const lookedThrough = 100;
const offered = 5;

/** The last customers of this seller, newest first, each once. @throws Forbidden */
export const listRecentCustomers = operation(
  'sales.sell',
  noInput,
  async (ctx: Context<UserActor>): Promise<RecentCustomer[]> => {
    const last = ctx.db
      .select({ id: sales.id, phone: sales.phone, email: sales.email })
      .from(sales)
      .where(and(eq(sales.sellerId, ctx.actor.id), or(isNotNull(sales.phone), isNotNull(sales.email))))
      .orderBy(desc(sales.id))
      .limit(lookedThrough)
      .as('last');
    return ctx.db
      .select({ phone: last.phone, email: last.email })
      .from(last)
      .groupBy(last.phone, last.email)
      .orderBy(desc(sql`max(${last.id})`))
      .limit(offered);
  },
);
