import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';
import { hourLimitOf } from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import { countsAgainstCoupon } from '@/lib/domain/coupons/coupons/hold-conditions.sql';
import type { Rule } from './rules';
import { ruleConditions, whatComesOff } from './rules.sql';

/** The terms of a coupon as they would be, named like its columns. */
export type ProposedTerms = {
  status: string;
  discount_bp: number;
  amount_off: number | null;
  maximum_off: number | null;
  minimum_amount: number | null;
  audience: string;
  member_group_ids: number[];
  requires_sale: boolean;
  security: string;
  release_at: string | null;
  expires_at: string | null;
  redemptions_per_hour: number | null;
  pause_above_usual_pace: boolean;
};

/** A redemption (`taken`) or a refusal, in the order in which they were. */
export type ReplayedRow = {
  /** Milliseconds since 1970. */
  at: number;
  was_taken: boolean;
  user_key: string;
  /** What came off, and what would come off by the new terms; null where the price is not known. */
  was_off: string | null;
  off: string | null;
  /** Whether it fits every rule that looks at nothing but this request; null where who it was decides and is not known. */
  fits: boolean | null;
  /** How many redemptions within an hour would pause the coupon; null for any number. */
  hour_limit: number | null;
};

const conditions = ruleConditions({ taken: '0', spent: '0', expired: 'redemptions' });
const asked: Rule[] = ['status', 'released', 'not_expired', 'security', 'minimum_amount'];
/** What a change of the coupon does not change: a refusal by one of them stays one. */
const unchanged: Rule[] = ['exists', 'code_state', 'code_batch', 'code_valid', 'purchase'];

/**
 * The latest of each kind, up to $4. The rules are those of a redeem; its limits and its brake, which depend on what went before, are
 * left to the caller. Of a redemption it is not kept what the user was: where the audience changes, that is not known. $1 is the coupon,
 * $2 its new terms, $3 the first instant.
 */
const statement = `
  with k as materialized (
    select p.*, null::int as hour_limit, null::int as recent, ${hourLimitOf('p')} as pauses_at,
      c.audience = p.audience and c.member_group_ids = p.member_group_ids as has_same_audience
    from coupons c cross join lateral jsonb_populate_record(c, $2::text::jsonb) p where c.id = $1::text::bigint
  ),
  attempts as (
    (select y.created_at as at, y.id, true as was_taken, hashtextextended(y.user_ref, 0) as user_key, null as user_status,
      '{}'::bigint[] as group_ids, y.amount, y.amount_off, y.code_id, '{}'::text[] as failed,
      coalesce(i.sold_at <= y.created_at, false) as is_sold
    from redemptions y left join codes i on i.id = y.code_id
    where y.coupon_id = $1::text::bigint and y.created_at >= $3::timestamptz and ${countsAgainstCoupon('y')}
    order by y.id desc limit $4)
    union all
    (select at, id, false, user_key, user_status, group_ids, amount, null, code_id, failed, 'code_sold' <> all (failed)
    from refused_attempts where coupon_id = $1::text::bigint and at >= $3::timestamptz order by at desc limit $4)
  )
  select extract(epoch from r.at)::float8 * 1000 as at, k.pauses_at as hour_limit, r.was_taken, r.user_key::text, r.amount_off as was_off, x.off,
    case when not (${asked.map((rule) => conditions[rule]).join(' and ')}
        and not r.failed && array[${unchanged.map((rule) => `'${rule}'`).join(', ')}]
        and (r.code_id is null or r.is_sold or not k.requires_sale)) then false
      when r.was_taken and k.has_same_audience then true
      when r.was_taken and k.audience <> 'everyone' then null
      else ${conditions.audience} end as fits
  from (select *, '{}'::text[] as group_names from attempts) r cross join k
  cross join lateral (select r.code_id as id) d
  cross join lateral (select null::bigint as price_paisa) t
  cross join lateral (${whatComesOff}) x
  order by r.at, r.id`;

export function readReplayed(
  db: Executor,
  replay: { couponId: number; terms: ProposedTerms; from: string; atMost: number },
): Promise<ReplayedRow[]> {
  const { couponId, terms, from, atMost } = replay;
  return runStatement<ReplayedRow>(db, statement, [String(couponId), JSON.stringify(terms), from, atMost]);
}

const before = `
  select hashtextextended(user_ref, 0)::text as user_key, count(*)::int as count from redemptions r
  where coupon_id = $1::text::bigint and created_at < $2::timestamptz and ${countsAgainstCoupon('r')} group by 1`;

/** How often each user redeemed the coupon before that instant. */
export async function countUsesBefore(db: Executor, couponId: number, at: string): Promise<Map<string, number>> {
  const rows = await runStatement<{ user_key: string; count: number }>(db, before, [String(couponId), at]);
  return new Map(rows.map(({ user_key, count }) => [user_key, count]));
}
