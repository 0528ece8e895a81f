import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { couponState } from '@/lib/domain/coupons/coupons/coupon-row';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';

export type GoodwillCoupon = { id: number; code: string; description: string | null };

const most = 500;

/**
 * Whether a code of the coupon can be given away: it is active, the desk's own and redeemed by issued codes alone, and no product
 * sells its codes. What a product sells is stock with a price, and has a goodwill refund of its own.
 */
export function canGiveCodeOf(now: Date): SQL | undefined {
  return and(
    isNull(coupons.deletedAt),
    isNull(coupons.integratorId),
    eq(coupons.security, 'restricted'),
    sql`${couponState(now)} = 'active'`,
    sql`not exists (select from ${products} where ${products.couponId} = ${coupons.id})`,
  );
}

/** The coupons of which a customer can be given a code, by their code. @throws Forbidden */
export const listGoodwillCoupons = operation(
  'sales.resolve',
  noInput,
  async (ctx: Context<UserActor>): Promise<GoodwillCoupon[]> => {
    const { id, code, description } = coupons;
    return ctx.db
      .select({ id, code, description })
      .from(coupons)
      .where(canGiveCodeOf(ctx.now()))
      .orderBy(asc(code))
      .limit(most);
  },
);
