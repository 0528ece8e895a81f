import { type SQL, sql } from 'drizzle-orm';

/**
 * What changes do to who counts as a user, and since when: one row for each user and coupon (0: any) that `changed` names,
 * with the figures before and after. Only who gave a redemption back is looked up among the rows.
 */
export const userShifts = (changed: SQL): SQL => sql`
  select t.coupon_id, t.user_ref, t.change, coalesce(u.redemptions, 0) as before, u.first_bucket as first_before,
    case
      when coalesce(u.redemptions, 0) + t.change <= 0 then null
      when t.taken_back then (
        select date_bin('15 minutes', min(r.confirmed_at), 'epoch') from redemptions r
        where r.user_ref = t.user_ref and r.state = 'redeemed' and (t.coupon_id = 0 or r.coupon_id = t.coupon_id))
      else least(u.first_bucket, t.earliest)
    end as first_after
  from (
    select coupon_id, user_ref, sum(change) as change, min(bucket) filter (where change > 0) as earliest,
      bool_or(change < 0) as taken_back
    from ${changed} c group by 1, 2
  ) t left join redeeming_users u on u.coupon_id = t.coupon_id and u.user_ref = t.user_ref`;

/** Each change for its own coupon and once more for coupon 0, which stands for all. */
export const forAllToo = (changes: SQL): SQL => sql`
  select k.coupon_id, bucket, user_ref, tvod_price_id, user_group_id, change, amount_off
  from ${changes} g cross join lateral (values (g.coupon_id), (0)) k (coupon_id)`;

/** Changes as counts: what `changed` (with coupon 0 among its coupons) and `shifted` add to each kind and bucket. */
export const asCounts = (changed: SQL, shifted: SQL): SQL => sql`
  select coupon_id, kind, bucket, ref_id, sum(change) as redeemed, sum(change * amount_off) as amount_off
  from ${changed} c
  cross join lateral (values ('all', 0::bigint), ('tvod_price', tvod_price_id), ('user_group', user_group_id)) k (kind, ref_id)
  where ref_id is not null group by 1, 2, 3, 4
  union all
  select coupon_id, 'new_user', bucket, 0, sum(step), 0
  from ${shifted} s
  cross join lateral (values (first_before, -1), (first_after, 1)) b (bucket, step)
  where bucket is not null group by 1, 2, 3 having sum(step) <> 0`;

/** Counts as rows of `redemption_counters`: by the quarter of an hour, by the UTC day, and of all time. */
export const asCounters = (counts: SQL): SQL => sql`
  select coupon_id, kind, span,
    case span when 0 then 'epoch' else date_bin(span * interval '1 minute', bucket, 'epoch') end as bucket, ref_id,
    sum(redeemed) as redeemed, sum(amount_off) as amount_off
  from (${counts}) n cross join (values (15), (1440), (0)) s (span) group by 1, 2, 3, 4, 5`;
