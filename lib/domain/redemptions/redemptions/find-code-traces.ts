import { desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { userGroups } from '@/db/schema/directories';
import { sales } from '@/db/schema/sales';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { hasItNow, soldAs, soldWith } from '@/lib/domain/sales/pins/sold-as';
import type { Context } from '@/lib/platform/context/context';

// These assert no permission: they are for use cases that have asserted theirs.

const saleColumns = { id: sales.id, state: sales.state, supplier: sales.supplier };
export type SaleTrace = { id: number; state: (typeof sales.$inferSelect)['state']; supplier: 'stock' | 'khalti' };

/** The sale that an issued code was sold in, also when another has replaced it there. */
export function findSaleOfCode(ctx: Context, codeId: number): Promise<SaleTrace | null> {
  return findSale(ctx, soldAs(ctx.db, codeId));
}

/** The sale of a supplier's PIN or serial that reads like what was typed. */
export function findSaleOfPin(ctx: Context, typed: string): Promise<SaleTrace | null> {
  const digests = digestsOf(typed);
  return findSale(ctx, soldWith(ctx.db, digests), hasItNow(digests));
}

async function findSale(ctx: Context, where: SQL | undefined, ...first: SQL[]): Promise<SaleTrace | null> {
  const [sale] = await ctx.db
    .select(saleColumns)
    .from(sales)
    .where(where)
    .orderBy(...first, desc(sales.id))
    .limit(1);
  return sale ?? null;
}

/** What can be shown of an issued code. */
export async function findCodeTrace(ctx: Context, codeId: number) {
  const [code] = await ctx.db
    .select({ id: codes.id, lastFour: codes.lastFour, batchId: codes.batchId })
    .from(codes)
    .where(eq(codes.id, codeId));
  return code ?? null;
}
export type CodeTrace = NonNullable<Awaited<ReturnType<typeof findCodeTrace>>>;

export async function nameGroups(ctx: Context, ids: number[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const named = await ctx.db
    .select({ name: userGroups.name })
    .from(userGroups)
    .where(inArray(userGroups.id, ids))
    .orderBy(sql`lower(${userGroups.name})`);
  return named.map(({ name }) => name);
}
