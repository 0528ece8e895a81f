import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';

/** Of the last 14 days, the average of the hours in which it was redeemed; null until there were 24 of them. */
const statement = `
  update coupons c set usual_per_hour = (
    select case when count(*) >= 24 then ceil(avg(h.count))::int end
    from (
      select count(*) as count from redemptions r
      where r.coupon_id = c.id and r.state = 'redeemed'
        and r.confirmed_at >= $1::timestamptz - interval '14 days' and r.confirmed_at < date_trunc('hour', $1::timestamptz)
      group by date_trunc('hour', r.confirmed_at)
    ) h)
  where c.pause_above_usual_pace and c.deleted_at is null`;

/** Learns again how often coupons are redeemed in a usual hour, where their brake asks for it. */
export async function writeUsualPace(db: Executor, at: string): Promise<void> {
  await runStatement(db, statement, [at]);
}
