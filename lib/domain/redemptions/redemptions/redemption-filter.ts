import { and, type SQL, sql } from 'drizzle-orm';
import { assertInOrder } from '@/lib/core/days-in-order';
import { containing } from '@/lib/core/like-pattern';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { startOfDay } from '@/lib/platform/settings/days.sql';
import type { RedemptionFilter } from './filter-schemas';
import { inState } from './list-redemptions';

/** One `where` for the desk's rows and their export, over redemptions as `r`. */
export function redemptionsWhere(filter: RedemptionFilter, now: Date): SQL {
  const { search, state, couponId, codeId, integratorId, from, to } = filter;
  assertInOrder({ from, to });
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

/** `#20` → 20, as a redemption is named on its page; null for anything else. */
export function numberIn(search: string): number | null {
  const id = /^#([1-9]\d{0,14})$/.exec(search)?.[1];
  return id === undefined ? null : Number(id);
}

/** Of a user whose id has this in it, in any case; fewer than three characters are a whole id. Over redemptions as `r`. */
export function ofUser(search: string): SQL {
  if (search.length < 3) return sql`r.user_ref = ${search}`;
  return sql`lower(r.user_ref) like lower(${containing(search)})`;
}

/** The ids of redemptions that have one of these codes, or had it: each half by its index. */
const ofCodes = (ids: SQL): SQL => sql`(
  select id from redemptions where code_id = any (${ids}) and state in ('held', 'redeemed')
  union all select id from redemptions where code_id = any (${ids}) and state in ('rolled_back', 'lapsed'))`;

function matches(search: string, couponId: number | undefined): SQL {
  const id = numberIn(search);
  if (id !== null) return sql`(r.id = ${id} or ${ofUser(search)})`;
  if (search.length !== 4) return ofUser(search);
  const ofCoupon = couponId ? sql` and coupon_id = ${couponId}` : sql``;
  const ending = sql`array(select id from codes where last_four = ${normalizeCode(search)}${ofCoupon})`;
  return sql`(${ofUser(search)} or r.id = any (array${ofCodes(ending)}))`;
}
