import { and, eq, inArray } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import type { SaleState } from './filters';
import { listSaleStatusesInput } from './schemas';

export type SaleStatus = {
  id: number;
  reference: string;
  state: SaleState;
  amountPaisa: number;
  commissionPaisa: number;
  failureReason: string | null;
};

/**
 * The state of the sales under these references of the key's own integrator, by reference; unknown references and those of
 * others are not in the answer. @throws Forbidden, Invalid
 */
export const listSaleStatuses = operation(
  'sales.sell',
  listSaleStatusesInput,
  async (ctx: Context<KeyActor>, { references }): Promise<Map<string, SaleStatus>> => {
    const rows = await ctx.db
      .select({
        id: sales.id,
        reference: sales.reference,
        state: sales.state,
        amountPaisa: sales.amountPaisa,
        commissionPaisa: sales.commissionPaisa,
        failureReason: sales.failureReason,
      })
      .from(sales)
      .where(and(inArray(sales.reference, [...references]), eq(sales.integratorId, ctx.actor.integratorId)));
    return new Map(rows.map((row) => [row.reference, row]));
  },
);
