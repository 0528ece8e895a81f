import { and, sql } from 'drizzle-orm';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/core/keyset';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import type { Redemption } from '@/lib/domain/redemptions/redemptions/redemption';
import { selectRedemptions } from '@/lib/domain/redemptions/redemptions/select-redemptions.sql';
import { listSubscriptionsInput } from './schemas';

const newestFirst: Keyset = { name: 'subscriptions', value: null, type: 'integer', id: sql`r.id`, descending: true };

/**
 * Who used a coupon, one row a redemption, the newest first, deleted coupons included. An integrator sees its own
 * redemptions, our own people all of them; reading coupons is enough.
 * @throws Forbidden, Invalid (`after` is not a cursor of this list)
 */
export const listSubscriptions = couponOperation(
  'coupons.read',
  listSubscriptionsInput,
  async (ctx, { couponId, ...request }): Promise<KeysetPage<Redemption>> => {
    const clauses = keysetClauses(newestFirst, request);
    const ofCoupon = sql`r.coupon_id = ${couponId}`;
    const found = await selectRedemptions(ctx, and(ofCoupon, clauses.where) ?? ofCoupon, {
      limit: clauses.limit,
      offset: clauses.offset,
      orderBy: clauses.orderBy[0],
    });
    const rows = found.map((row) => ({ ...row, sortValue: null }));
    return keysetPage(newestFirst, request, clauses.at, rows);
  },
);
