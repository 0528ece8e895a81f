import { and, eq, inArray } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import type { SaleState } from './schemas';

export type SaleStatus = {
  id: number;
  reference: string;
  state: SaleState;
  amountPaisa: number;
  failureReason: string | null;
};

/** What became of these references of the key's own integrator; those of nobody or of others are not in the answer. */
export async function listSaleStatuses(
  ctx: Context<KeyActor>,
  references: readonly string[],
): Promise<Map<string, SaleStatus>> {
  assertCan(ctx, 'sales.sell');
  const rows = await ctx.db
    .select({
      id: sales.id,
      reference: sales.reference,
      state: sales.state,
      amountPaisa: sales.amountPaisa,
      failureReason: sales.failureReason,
    })
    .from(sales)
    .where(and(inArray(sales.reference, [...references]), eq(sales.integratorId, ctx.actor.integratorId)));
  return new Map(rows.map((row) => [row.reference, row]));
}
