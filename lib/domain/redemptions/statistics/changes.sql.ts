import { type SQL, sql } from 'drizzle-orm';

/**
 * The bucket since which a user counts as one of a coupon, before and after `changed`: one row for each user that it may
 * move. A user that is known since then or longer costs one look; only one that gave a redemption back is looked up among
 * the rows. The `offset` keeps it to one look each, whatever the planner guesses of their number.
 */
export const userShifts = (changed: SQL): SQL => sql`
  select m.coupon_id, m.user_ref, u.first_bucket as first_before,
    case
      when m.taken_back then (
        select date_bin('15 minutes', min(r.confirmed_at), 'epoch') from redemptions r
        where r.user_ref = m.user_ref and r.coupon_id = m.coupon_id and r.state = 'redeemed')
      else least(u.first_bucket, m.earliest)
    end as first_after
  from (
    select coupon_id, user_ref, min(bucket) filter (where change > 0) as earliest, bool_or(change < 0) as taken_back
    from ${changed} c
    where change < 0 or not exists (
      select from redeeming_users u
      where u.user_ref = c.user_ref and u.coupon_id = c.coupon_id and u.first_bucket <= c.bucket)
    group by 1, 2
  ) m left join lateral (
    select first_bucket from redeeming_users u where u.user_ref = m.user_ref and u.coupon_id = m.coupon_id offset 0
  ) u on true`;

/** The same users for all coupons together: each is known since the first redemption of any coupon. */
export const overallShifts = (shifted: SQL): SQL => sql`
  select 0::bigint as coupon_id, user_ref, min(first_before) as first_before, min(first_after) as first_after
  from (
    select user_ref, min(first_before) as first_before,
      case when bool_or(shifts) then min(first_after) filter (where shifts) else min(first_after) end as first_after
    from (
      select coupon_id, user_ref, first_before, first_after, true as shifts from ${shifted} s
      union all
      select u.coupon_id, u.user_ref, u.first_bucket, u.first_bucket, false
      from (select distinct user_ref from ${shifted} s) s cross join lateral (
        select * from redeeming_users u where u.user_ref = s.user_ref offset 0) u
    ) k group by user_ref, coupon_id
  ) c group by user_ref`;

/** Changes added up to cells: what a coupon's quarter of an hour gained, by price and group. */
export const asCells = (changed: SQL): SQL => sql`
  select coupon_id, bucket, tvod_price_id, user_group_id, sum(change)::int as redeemed,
    sum(change * amount_off)::bigint as amount_off
  from ${changed} c group by 1, 2, 3, 4`;

/** The same cells again for coupon 0, which means all coupons. */
export const overallCells = (cells: SQL): SQL => sql`
  select 0::bigint as coupon_id, bucket, tvod_price_id, user_group_id, sum(redeemed)::int as redeemed,
    sum(amount_off)::bigint as amount_off
  from ${cells} c group by 2, 3, 4`;

const sums = sql`sum(redeemed)::int as redeemed, sum(amount_off)::bigint as amount_off`;

/** Cells and the users' shifts as counts: what they add to each kind and quarter of an hour. */
export const asCounts = (cells: SQL, shifted: SQL): SQL => {
  const named = (kind: string, ref: SQL) => sql`
    select coupon_id, ${sql.raw(`'${kind}'`)}, bucket, ${ref}, ${sums}, 0 from ${cells} c where ${ref} is not null group by 1, 3, 4`;
  const users = (first: SQL, step: SQL) => sql`
    select coupon_id, ${first}, 0, 0, ${step} from ${shifted} s
    where ${first} is not null and first_before is distinct from first_after`;
  return sql`
    select coupon_id, 'all' as kind, bucket, 0::bigint as ref_id, ${sums}, sum(new_users)::int as new_users
    from (
      select coupon_id, bucket, redeemed, amount_off, 0 as new_users from ${cells} c
      union all ${users(sql`first_before`, sql`-1`)}
      union all ${users(sql`first_after`, sql`1`)}
    ) n group by 1, 3
    union all ${named('tvod_price', sql`tvod_price_id`)}
    union all ${named('user_group', sql`user_group_id`)}`;
};

/** Counts of shorter spans as rows of `redemption_counters`; sums of whole numbers of four bytes are the quick ones. */
export const asSpan = (span: 1440 | 0, counts: SQL): SQL => sql`
  select coupon_id, kind, ${sql.raw(String(span))}::smallint as span,
    ${span === 0 ? sql`timestamptz 'epoch'` : sql`date_bin(${sql.raw(`'${span} minutes'`)}, bucket, 'epoch')`} as bucket, ref_id,
    sum(redeemed)::int as redeemed, sum(amount_off)::bigint as amount_off, sum(new_users)::int as new_users
  from ${counts} n group by 1, 2, 4, 5`;

/** How each quarter of the UTC day went in this many days together, its number as `ref_id`; only of the kind `all`. */
export const timeDays = 21;
export const asTimes = (quarters: SQL): SQL => sql`
  select coupon_id, 'time', ${sql.raw(String(timeDays * 24 * 60))}::smallint, date_bin(${sql.raw(`'${timeDays} days'`)}, bucket, 'epoch'),
    extract(epoch from bucket - date_bin('1 day', bucket, 'epoch'))::int / 900, sum(redeemed)::int, sum(amount_off)::bigint, 0
  from ${quarters} n where kind = 'all' group by 1, 4, 5`;
