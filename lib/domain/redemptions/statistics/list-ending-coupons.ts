import { and, asc, gt, lte, or, sql } from 'drizzle-orm';
import { asSql } from '@/db/as-sql';
import { coupons } from '@/db/schema/coupons';
import { isUsable } from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import type { Context } from '@/lib/platform/context/context';

const soonMs = 14 * 24 * 60 * 60 * 1000;
/** A coupon is listed once one in this many of its limit is left. */
const nearlyUsed = 10;

/** One that ends soon, or whose limit is nearly reached, or both. */
export type EndingCoupon = {
  id: number;
  code: string;
  discount: number;
  amountOff: number | null;
  expiresAt: string | null;
  /** How often it can still be redeemed; null while that is far off. */
  left: number | null;
};

/** Those that can be used now, the one that ends first before the others. Asserts no permission: its caller has. */
export async function listEndingCoupons(ctx: Context, limit: number): Promise<EndingCoupon[]> {
  const now = ctx.now();
  const soon = new Date(now.getTime() + soonMs);
  const { id, code, discount, amountOff, expiresAt, maxRedemptions, redemptionCount } = coupons;
  const left = sql<number>`${maxRedemptions} - ${redemptionCount}`.mapWith(Number);
  const isNearlyUsed = sql<boolean>`coalesce(${nearlyUsed}::bigint * (${maxRedemptions} - ${redemptionCount}) <= ${maxRedemptions}, false)`;
  const rows = await ctx.db
    .select({ id, code, discount, amountOff, expiresAt, left, isNearlyUsed })
    .from(coupons)
    .where(
      and(
        asSql((at) => isUsable('coupons', at), sql`${now.toISOString()}::timestamptz`),
        or(lte(expiresAt, soon), and(isNearlyUsed, gt(left, 0))),
      ),
    )
    .orderBy(sql`${expiresAt} asc nulls last`, asc(id))
    .limit(limit);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    discount: row.discount,
    amountOff: row.amountOff,
    expiresAt: row.expiresAt && row.expiresAt <= soon ? row.expiresAt.toISOString() : null,
    left: row.isNearlyUsed ? row.left : null,
  }));
}
