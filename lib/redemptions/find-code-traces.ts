import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { codes, coupons, userGroups } from '@/db/schema/coupons';
import { sales } from '@/db/schema/sales';
import { foldCode } from '@/lib/codes/alphabet';
import { digestCode } from '@/lib/codes/seal-code';
import type { Context } from '@/lib/context';

/** Asks for no permission: for the verb that explains a code. */

const saleColumns = { id: sales.id, state: sales.state, supplier: sales.supplier };
export type SaleTrace = { id: number; state: (typeof sales.$inferSelect)['state']; supplier: 'stock' | 'khalti' };

/** The sale that an issued code was sold in, or one of a supplier's PIN that reads like what was typed. */
export async function findSaleTrace(ctx: Context, codeId: number | null, typed: string): Promise<SaleTrace | null> {
  const digest = digestCode(typed);
  const bySecret = or(eq(sales.pinDigest, digest), eq(sales.serialDigest, digest));
  const [sale] = await ctx.db
    .select(saleColumns)
    .from(sales)
    .where(codeId === null ? bySecret : eq(sales.codeId, codeId))
    .orderBy(sql`${sales.id} desc`)
    .limit(1);
  return sale ?? null;
}

/** What may be shown of an issued code. */
export async function findCodeTrace(ctx: Context, codeId: number) {
  const [code] = await ctx.db
    .select({ id: codes.id, lastFour: codes.lastFour, batchId: codes.batchId })
    .from(codes)
    .where(eq(codes.id, codeId));
  return code ?? null;
}
export type CodeTrace = NonNullable<Awaited<ReturnType<typeof findCodeTrace>>>;

/**
 * The coupon whose own code is the typed one but for case, spaces, dashes and look-alikes. Own codes are no secret, and
 * are taken only as they are written: an O for a 0 is enough to be refused.
 */
export async function findAlmostTyped(ctx: Context, typed: string): Promise<string | null> {
  const folded = foldCode(typed);
  if (!/^[0-9A-Z_]{1,64}$/.test(folded)) return null;
  const [coupon] = await ctx.db
    .select({ code: coupons.code })
    .from(coupons)
    .where(and(sql`translate(upper(${coupons.code}), 'OIL-', '011') = ${folded}`, isNull(coupons.deletedAt)))
    .orderBy(coupons.id)
    .limit(1);
  return coupon?.code ?? null;
}

export async function nameGroups(ctx: Context, ids: number[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const named = await ctx.db
    .select({ name: userGroups.name })
    .from(userGroups)
    .where(inArray(userGroups.id, ids))
    .orderBy(sql`lower(${userGroups.name})`);
  return named.map(({ name }) => name);
}
