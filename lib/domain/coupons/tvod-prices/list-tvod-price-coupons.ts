import { and, eq, exists, sql } from 'drizzle-orm';
import { coupons, couponTvodPrices } from '@/db/schema/coupons';
import type { KeysetPage } from '@/lib/core/keyset';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { listLinkedCoupons } from '@/lib/domain/coupons/imports/list-linked-coupons';
import { listUsesInput } from '@/lib/domain/coupons/imports/schemas';
import { operation } from '@/lib/platform/context/operation';
import { readTvodPrice } from './tvod-price-row';

/** The coupons in use that are limited to the price, archived or not. @throws Forbidden, NotFound, Invalid (`after`) */
export const listTvodPriceCoupons = operation(
  'coupons.read',
  listUsesInput,
  async (ctx, { id, ...request }): Promise<KeysetPage<Coupon>> => {
    await readTvodPrice(ctx, id);
    const links = ctx.db
      .select({ one: sql`1` })
      .from(couponTvodPrices)
      .where(and(eq(couponTvodPrices.couponId, coupons.id), eq(couponTvodPrices.tvodPriceId, id)));
    return listLinkedCoupons(ctx, `tvod_price_coupons:${id}`, exists(links), request);
  },
);
