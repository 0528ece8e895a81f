import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

/** Sign-ins that failed within a quarter of an hour: of one account, and from one network. */
const badOfAccount = 10;
const badOfAddress = 20;
/** Second factors and confirmations that failed, and refused actions, of one account or key within a quarter of an hour. */
const badFactors = 5;
const manyRefused = 20;

/**
 * Raises the alerts that the last hour gives cause for, at `now` in ISO text, each once: the same account or address once an
 * hour. Writes nothing else and waits for nobody. How many are new.
 */
export async function raiseAlerts(db: Executor, now: string): Promise<number> {
  const rows = await db.execute(sql`
    with bad as (
      select user_id, actor_name, address, count from security_events
      where kind in ('sign_in.failed', 'sign_in.locked_out') and last_at > ${now}::timestamptz - interval '15 minutes'
    ), refused as (
      select kind, actor_name, count, case when user_id is not null then 'user:' || user_id else 'key:' || api_key_id end as actor
      from security_events
      where kind in ('second_factor.failed', 'action.refused') and last_at > ${now}::timestamptz - interval '15 minutes'
        and (user_id is not null or api_key_id is not null)
    ), recent as (
      select * from security_events
      where kind in ('key.new_network', 'data.exported_in_bulk') and last_at > ${now}::timestamptz - interval '1 hour'
    ), caused (kind, cause, subject, count, filter) as (
      select 'bad_sign_ins', 'account ' || user_id || ' ' || to_char(${now}::timestamptz, 'YYYY-MM-DD HH24'), max(actor_name), sum(count),
        jsonb_build_object('actor', 'user:' || user_id, 'kind', 'sign_in.failed')
      from bad where user_id is not null group by user_id having sum(count) >= ${badOfAccount}
      union all
      select 'bad_sign_ins', 'address ' || address || ' ' || to_char(${now}::timestamptz, 'YYYY-MM-DD HH24'), address, sum(count),
        jsonb_build_object('address', address)
      from bad where address is not null group by address having sum(count) >= ${badOfAddress}
      union all
      select 'bad_second_factors', 'factor ' || actor || ' ' || to_char(${now}::timestamptz, 'YYYY-MM-DD HH24'), max(actor_name), sum(count),
        jsonb_build_object('actor', actor, 'kind', 'second_factor.failed')
      from refused where kind = 'second_factor.failed' group by actor having sum(count) >= ${badFactors}
      union all
      select 'refused_actions', 'refused ' || actor || ' ' || to_char(${now}::timestamptz, 'YYYY-MM-DD HH24'), max(actor_name), sum(count),
        jsonb_build_object('actor', actor, 'kind', 'action.refused')
      from refused where kind = 'action.refused' group by actor having sum(count) >= ${manyRefused}
      union all
      select 'key_new_network', 'key ' || api_key_id || ' ' || (data ->> 'network'), actor_name || ', ' || (data ->> 'network'), count,
        jsonb_build_object('actor', 'key:' || api_key_id, 'kind', kind)
      from recent where kind = 'key.new_network' and data ? 'network'
      union all
      select 'bulk_export', 'export ' || id, coalesce(actor_name, address, '?'), count,
        jsonb_build_object('kind', kind) || case when user_id is null then '{}'::jsonb
          else jsonb_build_object('actor', 'user:' || user_id) end
      from recent where kind = 'data.exported_in_bulk'
    )
    insert into security_alerts (kind, cause, subject, count, filter, at)
    select kind, cause, subject, least(count, 2147483647), filter, ${now}::timestamptz from caused
    order by cause
    on conflict (cause) do nothing
    returning id`);
  return rows.length;
}
