import { and, type SQL, sql } from 'drizzle-orm';
import { containing } from '@/lib/core/like-pattern';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { startOfDay } from '@/lib/platform/settings/start-of-day';
import type { RedemptionFilter } from './filter-schemas';
import { inState } from './list-redemptions';

/** One `where` for the desk's rows and their export, over redemptions as `r`. */
export function redemptionsWhere(filter: RedemptionFilter, now: Date): SQL {
  const { search, state, couponId, codeId, integratorId, from, to } = filter;
  const conditions = and(
    search ? matches(search, couponId) : undefined,
    state ? inState(state, now) : undefined,
    couponId ? sql`r.coupon_id = ${couponId}` : undefined,
    // The coupon's index finds them; a code's own holds only those that still have it.
    codeId
      ? sql`r.coupon_id = (select coupon_id from codes where id = ${codeId}) and r.code_id = ${codeId}`
      : undefined,
    integratorId ? sql`r.integrator_id = ${integratorId}` : undefined,
    from ? sql`r.created_at >= ${startOfDay(from)}` : undefined,
    to ? sql`r.created_at < ${startOfDay(to, 1)}` : undefined,
  );
  return conditions ?? sql`true`;
}

/** Of a user whose id has this in it, in any case; fewer than three characters are a whole id. Over redemptions as `r`. */
export function ofUser(search: string): SQL {
  if (search.length < 3) return sql`r.user_ref = ${search}`;
  return sql`lower(r.user_ref) like lower(${containing(search)})`;
}

function matches(search: string, couponId: number | undefined): SQL {
  if (search.length !== 4) return ofUser(search);
  const ofCoupon = couponId ? sql` and coupon_id = ${couponId}` : sql``;
  const ending = sql`last_four = ${normalizeCode(search)}${ofCoupon}`;
  return sql`(${ofUser(search)} or r.code_id = any (array(select id from codes where ${ending})))`;
}
