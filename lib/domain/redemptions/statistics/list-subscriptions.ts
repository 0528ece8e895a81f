import { and, sql } from 'drizzle-orm';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/core/keyset';
import type { Redemption } from '@/lib/domain/redemptions/redemptions/redemption';
import { selectAnyRedemptions } from '@/lib/domain/redemptions/redemptions/select-redemptions.sql';
import { operation } from '@/lib/platform/context/operation';
import { listSubscriptionsInput } from './schemas';

const newestFirst: Keyset = { name: 'subscriptions', value: null, type: 'integer', id: sql`r.id`, descending: true };

/**
 * Who used a coupon, one row a redemption, whichever integrator took it: they belong to the coupon's figures, so reading
 * coupons is enough. The newest first, deleted coupons included.
 * @throws Forbidden, Invalid (`after` is not a cursor of this list)
 */
export const listSubscriptions = operation(
  'coupons.read',
  listSubscriptionsInput,
  async (ctx, { couponId, ...request }): Promise<KeysetPage<Redemption>> => {
    const clauses = keysetClauses(newestFirst, request);
    const ofCoupon = sql`r.coupon_id = ${couponId}`;
    const found = await selectAnyRedemptions(ctx, and(ofCoupon, clauses.where) ?? ofCoupon, {
      limit: clauses.limit,
      offset: clauses.offset,
      orderBy: clauses.orderBy[0],
    });
    const rows = found.map((row) => ({ ...row, sortValue: null }));
    return keysetPage(newestFirst, request, clauses.at, rows);
  },
);
