import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';

/**
 * Of the last 14 days, the average of the hours in which it was redeemed; null until there were 24 of them. Counts first, then
 * locks the coupons whose pace is another one by id, as redeeming does: so neither waits for the other in a circle.
 */
const statement = `
  with pace as materialized (
    select c.id, (
      select case when count(*) >= 24 then ceil(avg(h.count))::int end
      from (
        select count(*) as count from redemptions r
        where r.coupon_id = c.id and r.state = 'redeemed'
          and r.confirmed_at >= $1::timestamptz - interval '14 days' and r.confirmed_at < date_trunc('hour', $1::timestamptz)
        group by date_trunc('hour', r.confirmed_at)
      ) h) as usual
    from coupons c where c.pause_above_usual_pace and c.deleted_at is null
  ), locked as materialized (
    select c.id, p.usual from coupons c join pace p on p.id = c.id
    where c.usual_per_hour is distinct from p.usual order by c.id for no key update of c
  )
  update coupons c set usual_per_hour = l.usual from locked l where c.id = l.id`;

/** Learns again how often coupons are redeemed in a usual hour, where their brake asks for it. */
export async function writeUsualPace(db: Executor, at: string): Promise<void> {
  await runStatement(db, statement, [at]);
}
