import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { webhookDeliveries, webhookEvents } from '@/db/schema/webhooks';

export type DueDelivery = DriverRow<
  typeof webhookDeliveries,
  'id' | 'endpointId' | 'attempts' | 'attemptsBefore' | 'isUrgent'
> &
  DriverRow<typeof webhookEvents, 'type' | 'data'> & { event_id: string; happened_at: Date | string };

export type DueQuery = {
  /** An instant in ISO text. */
  now: string;
  /** Endpoints that are being sent to. */
  busy: number[];
  /** Of each endpoint; of one that fails, its oldest few. */
  atMost: number;
  atMostOfFailing: number;
  /** Nothing of others. */
  only?: number | undefined;
};

const isOn = sql`e.disabled_at is null and e.deleted_at is null`;

/**
 * What can be sent now: of each endpoint that is on and not paused its oldest deliveries, and the urgent ones of all. One
 * look at the index of what waits for each endpoint, however much was delivered. Locks nothing.
 */
export function selectDue(db: Executor, query: DueQuery): Promise<DueDelivery[]> {
  const { now, busy, atMost, atMostOfFailing, only = null } = query;
  const isMeant = sql`${isOn} and e.id <> all (${`{${busy.join(',')}}`}::bigint[])
    and (${only}::bigint is null or e.id = ${only}::bigint)`;
  return db.execute<DueDelivery>(sql`
    with due as (
      select d.* from webhook_endpoints e cross join lateral (
        select * from webhook_deliveries
        where endpoint_id = e.id and state = 'pending' and next_attempt_at <= ${now}::timestamptz and not is_urgent
        order by id
        limit case when e.failing_since is null then ${atMost}::int else ${atMostOfFailing}::int end
      ) d
      where ${isMeant} and (e.paused_until is null or e.paused_until <= ${now}::timestamptz)
      union all
      select d.* from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
      where d.state = 'pending' and d.is_urgent and d.next_attempt_at <= ${now}::timestamptz and ${isMeant}
    )
    select d.id, d.endpoint_id, d.attempts, d.attempts_before, d.is_urgent, v.id as event_id, v.type, v.data,
      v.created_at as happened_at
    from due d join webhook_events v on v.id = d.event_id
    order by d.endpoint_id, d.is_urgent desc, d.id`);
}

/** Ends some of what waits for endpoints that are off. Locks the deliveries; who locks one already has it. */
export async function cancelOfEndpointsOff(db: Executor, now: string, limit: number): Promise<number> {
  const gone = await db.execute(sql`
    with waiting as (
      select d.id from webhook_endpoints e cross join lateral (
        select id from webhook_deliveries where endpoint_id = e.id and state = 'pending'
        order by id limit ${limit} for update skip locked
      ) d
      where not (${isOn})
      limit ${limit}
    )
    update webhook_deliveries d
    set state = 'cancelled', last_error = 'endpoint_off', next_attempt_at = null, ended_at = ${now}::timestamptz,
      is_urgent = false
    from waiting w where d.id = w.id
    returning d.id`);
  return gone.length;
}

/**
 * Ends some of what an endpoint that is flagged was not even tried with since `before`: each message is given up after the
 * time of its whole schedule, the ones behind it too. Locks the deliveries.
 */
export async function giveUpOverdue(db: Executor, { now, before, limit }: GiveUp): Promise<number> {
  const gone = await db.execute(sql`
    with waiting as (
      select d.id from webhook_endpoints e cross join lateral (
        select id from webhook_deliveries
        where endpoint_id = e.id and state = 'pending' and attempts = attempts_before and next_attempt_at < ${before}::timestamptz
        order by id limit ${limit} for update skip locked
      ) d
      where ${isOn} and e.flagged_at is not null
      limit ${limit}
    )
    update webhook_deliveries d
    set state = 'failed', last_error = 'endpoint_down', next_attempt_at = null, ended_at = ${now}::timestamptz
    from waiting w where d.id = w.id
    returning d.id`);
  return gone.length;
}

type GiveUp = { now: string; before: string; limit: number };
