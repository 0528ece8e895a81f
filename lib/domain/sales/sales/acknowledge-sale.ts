import { and, eq, sql } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { hasResult } from './sale-transitions';
import { acknowledgeSaleInput } from './schemas';

/**
 * The seller has been shown how this sale ended, so no page needs to say it any more. Changes nothing for anybody else, nor
 * when the sale has become something else meanwhile. What was read is no event of the sale, and is not audited.
 * @throws Forbidden
 */
export const acknowledgeSale = operation(
  'sales.sell',
  acknowledgeSaleInput,
  async (ctx: Context<UserActor>, { saleId, state }): Promise<{ seen: boolean }> => {
    if (!hasResult(state)) return { seen: false };
    const shown = and(eq(sales.id, saleId), eq(sales.state, state), eq(sales.sellerId, ctx.actor.id));
    const rows = await ctx.db
      .update(sales)
      .set({ unseen: false })
      .where(and(shown, sql`${sales.unseen}`))
      .returning({ id: sales.id });
    return { seen: rows.length > 0 };
  },
);
