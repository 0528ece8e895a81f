import { getTableName } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';
import { hourLimitOf } from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import type { LinkKind } from '@/lib/domain/coupons/coupons/filters';
import { countsAgainstCoupon } from '@/lib/domain/coupons/coupons/hold-conditions.sql';
import { linkTables } from '@/lib/domain/coupons/coupons/link-tables';
import { askedRequest } from './request.sql';
import type { Rule } from './rules';
import { boughtPrice, linkedPlans, ruleConditions, whatComesOff } from './rules.sql';

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

/** What would be linked and unlinked besides; empty for what the coupon pays for now. */
export type ProposedLinks = Record<LinkKind, { link: number[]; unlink: number[] }>;

/** A redemption (`taken`) or a refusal, in the order in which they were. */
export type ReplayedRow = {
  /** Milliseconds since 1970. */
  at: number;
  was_taken: boolean;
  user_key: string;
  /** What came off, and what would come off by the new terms; null where the price is not known. */
  was_off: string | null;
  off: string | null;
  /** Whether it fits every rule that looks at nothing but this request; null where what was asked decides and is not known. */
  fits: boolean | null;
  /** How many redemptions within an hour would pause the coupon; null for any number. */
  hour_limit: number | null;
};

const conditions = ruleConditions({ taken: '0', spent: '0', expired: 'redemptions' });
const ofTheCoupon: Rule[] = ['status', 'released', 'not_expired', 'security', 'minimum_amount'];
/** What a change of the coupon does not change: a refusal by one of them stays one. */
const unchanged: Rule[] = ['exists', 'code_state', 'code_batch', 'code_valid'];

/**
 * The coupon's links as they would be, under their table's name: the rules, which read that table, read these instead. $1 is the
 * coupon; `unlink` and `link` are the parameters with the ids.
 */
function proposedLinks(kind: LinkKind, unlink: string, link: string): string {
  const { links, entries, targetColumn } = linkTables[kind];
  const table = getTableName(links);
  return `${table} as materialized (
    select coupon_id, ${targetColumn} from ${table}
    where coupon_id = $1::text::bigint and ${targetColumn} <> all (${unlink}::text::bigint[])
    union
    select $1::text::bigint, id from ${getTableName(entries)} where id = any (${link}::text::bigint[]) and archived_at is null
  )`;
}

/**
 * The latest of each kind, up to $4. The rules are those of a redeem; its limits and its brake, which depend on what went before, are
 * left to the caller. What was asked is not kept of all: where it decides and the change is about it, that is not known. $1 is the coupon,
 * $2 its new terms, $3 the first instant, $5 to $8 what is unlinked and linked.
 */
const statement = `
  with ${proposedLinks('user_group', '$5', '$6')},
  ${proposedLinks('tvod_price', '$7', '$8')},
  k as materialized (
    select p.*, null::int as hour_limit, null::int as recent, ${hourLimitOf('p')} as pauses_at,
      c.audience = p.audience and c.member_group_ids = p.member_group_ids as has_same_audience,
      $5 || $6 || $7 || $8 = '{}{}{}{}' as has_same_links,
      not exists (select from coupon_user_groups) and not exists (select from coupon_tvod_prices) as is_for_anything
    from coupons c cross join lateral jsonb_populate_record(c, $2::text::jsonb) p where c.id = $1::text::bigint
  ),
  attempts as materialized (
    (select y.created_at as at, y.id, true as was_taken, hashtextextended(y.user_ref, 0) as user_key, y.asked, y.amount, y.amount_off,
      y.code_id, '{}'::text[] as failed, coalesce(i.sold_at <= y.created_at, false) as is_sold
    from redemptions y left join codes i on i.id = y.code_id
    where y.coupon_id = $1::text::bigint and y.created_at >= $3::timestamptz and ${countsAgainstCoupon('y')}
    order by y.id desc limit $4)
    union all
    (select at, id, false, user_key, asked, amount, null, code_id, failed, 'code_sold' <> all (failed)
    from refused_attempts where coupon_id = $1::text::bigint and at >= $3::timestamptz order by at desc limit $4)
  ),
  -- Many asked for the same.
  answered as materialized (
    select o.asked, ${conditions.audience} as is_for, ${conditions.purchase} as is_paid_for
    from (select distinct asked from attempts where asked is not null) o cross join k
    cross join lateral (
      select user_status, coalesce(group_ids, '{}') as group_ids, coalesce(group_names, '{}') as group_names, plan_id, plan_name,
        coalesce(plan_by_groups, false) as plan_by_groups, tvod_price_id from ${askedRequest('o.asked')}) r
    left join lateral (${linkedPlans()}) g on true
    left join lateral (${boughtPrice}) t on true
  )
  select extract(epoch from r.at)::float8 * 1000 as at, k.pauses_at as hour_limit, r.was_taken, r.user_key::text, r.amount_off as was_off, x.off,
    ${ofTheCoupon.map((rule) => conditions[rule]).join(' and ')}
    and not r.failed && array[${unchanged.map((rule) => `'${rule}'`).join(', ')}]
    and (r.code_id is null or r.is_sold or not k.requires_sale)
    and coalesce(o.is_for, k.audience = 'everyone' or case when k.has_same_audience then 'audience' <> all (r.failed) end)
    and coalesce(o.is_paid_for, case when k.has_same_links or (k.is_for_anything and r.was_taken) then 'purchase' <> all (r.failed) end) as fits
  from attempts r cross join k left join answered o using (asked)
  cross join lateral (select r.code_id as id) d
  cross join lateral (select null::bigint as price_paisa) t
  cross join lateral (${whatComesOff}) x
  order by r.at, r.id`;

export function readReplayed(
  db: Executor,
  replay: { couponId: number; terms: ProposedTerms; links: ProposedLinks; from: string; atMost: number },
): Promise<ReplayedRow[]> {
  const { couponId, terms, links, from, atMost } = replay;
  const changed = [links.user_group, links.tvod_price].flatMap(({ unlink, link }) => [unlink, link]);
  const ids = changed.map((some) => `{${some.join(',')}}`);
  return runStatement<ReplayedRow>(db, statement, [String(couponId), JSON.stringify(terms), from, atMost, ...ids]);
}

const before = `
  select hashtextextended(user_ref, 0)::text as user_key, count(*)::int as count from redemptions r
  where coupon_id = $1::text::bigint and created_at < $2::timestamptz and ${countsAgainstCoupon('r')} group by 1`;

/** How often each user redeemed the coupon before that instant. */
export async function countUsesBefore(db: Executor, couponId: number, at: string): Promise<Map<string, number>> {
  const rows = await runStatement<{ user_key: string; count: number }>(db, before, [String(couponId), at]);
  return new Map(rows.map(({ user_key, count }) => [user_key, count]));
}
