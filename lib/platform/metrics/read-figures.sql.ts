import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

export type Figures = {
  /** Connections of all processes of the desk by what they do: active, idle, idle in transaction. */
  connections: { state: string; count: number }[];
  /** Jobs that wait to be started or tried again, or are worked at, by queue. */
  jobs: { queue: string; state: string; count: number }[];
  /** Seconds since the oldest job became due that nobody has started. */
  oldestJobSeconds: number;
  /** Sales of the last hour by state. */
  recentSales: { state: string; count: number }[];
  /** Those of all time that are not settled, by state. */
  unsettledSales: { state: string; count: number }[];
  /** What is left to sell from own stock. */
  stock: { product: string; available: number }[];
  webhooks: { waiting: number; lagSeconds: number; failing: number };
  changesToRollUp: number;
  /** Whether the last segment of WAL that the server was to archive is not archived; false where it archives none. */
  walArchiveFailing: boolean;
};

/** Where a table can be long, it is counted up to here. */
const countLimit = 100_000;

/** One look at what an operator watches; each part has an index or is bounded. */
export async function readFigures(db: Executor): Promise<Figures> {
  const [row] = await db.execute<{ figures: Figures }>(sql`
    select json_build_object(
      'connections', (select coalesce(json_agg(c), '[]') from (
        select coalesce(state, 'other') as state, count(*)::int as count from pg_stat_activity
        where datname = current_database() and application_name like 'coupon-desk%' group by 1) c),
      'jobs', (select coalesce(json_agg(j), '[]') from (
        select name as queue, state::text as state, count(*)::int as count from pgboss.job
        where state < 'completed' group by 1, 2) j),
      'oldestJobSeconds', (select coalesce(greatest(extract(epoch from now() - min(start_after)), 0), 0)::float8
        from pgboss.job where state < 'active' and start_after <= now()),
      'recentSales', (select coalesce(json_agg(s), '[]') from (
        select state, count(*)::int as count from sales where created_at > now() - interval '1 hour' group by 1) s),
      'unsettledSales', (select coalesce(json_agg(s), '[]') from (
        select state, count(*)::int as count from sales
        where state in ('pending', 'unknown', 'pin_missing') group by 1) s),
      'stock', (select coalesce(json_agg(p), '[]') from (
        select p.value as product, (coalesce(c.count, 0) + coalesce(
          (select sum(h.change) from code_changes h where h.coupon_id = p.coupon_id and h.status = 'available'), 0))::float8
          as available
        from products p left join code_counters c on c.coupon_id = p.coupon_id and c.status = 'available'
        where p.supplier = 'stock' and p.active and p.archived_at is null order by p.id limit 500) p),
      'webhooks', json_build_object(
        'waiting', (select count(*)::int from (
          select from webhook_deliveries where state = 'pending' limit ${countLimit}) w),
        'lagSeconds', (select coalesce(greatest(extract(epoch from now() - min(o.next_attempt_at)), 0), 0)::float8
          from webhook_endpoints e cross join lateral (
            select next_attempt_at from webhook_deliveries
            where endpoint_id = e.id and state = 'pending' order by id limit 1) o
          where e.disabled_at is null and e.deleted_at is null and o.next_attempt_at <= now()),
        'failing', (select count(*)::int from webhook_endpoints
          where failing_since is not null and disabled_at is null and deleted_at is null)),
      'changesToRollUp', (select count(*)::int from (select from redemption_changes limit ${countLimit}) r),
      'walArchiveFailing', (select coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false)
        from pg_stat_archiver)
    ) as figures`);
  if (!row) throw new Error('The database did not answer.');
  return row.figures;
}
