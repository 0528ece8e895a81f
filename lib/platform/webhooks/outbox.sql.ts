import { type SQL, sql } from 'drizzle-orm';
import type { WebhookEventData } from './event-data';
import type { WebhookEventType } from './event-types';

export type Outbox<T extends WebhookEventType> = {
  type: T;
  /** The rows that cause an event each: CTEs of the statement, joined if need be. */
  from: string;
  /** Which of them; all, when left out. */
  where?: string;
  /** SQL for the integrator that caused it, or null. */
  integratorId: string;
  /** SQL for the instant it happened. */
  at: string;
  /** SQL for each field of the event. Neither codes nor PINs nor contacts. */
  data: { [field in keyof WebhookEventData<T>]: string };
};

/**
 * Whose events are kept whether or not an endpoint asks for them: integrators with a key that reads events
 * (docs/decisions/kept-events.md). Read from an index of those keys.
 */
const readers = `select integrator_id from api_keys
    where revoked_at is null and scopes @> '{events:read}' and (expires_at is null or expires_at > now())`;

/** SQL for whether the events of an integrator are kept for it to read. */
export const isReader = (integratorId: SQL): SQL => sql`${integratorId} in (${sql.raw(readers)})`;

/** The rows of an outbox, none unless an endpoint asks for the type or the integrator reads events. */
function rowsOf<T extends WebhookEventType>({ type, from, where = 'true', integratorId, at, data }: Outbox<T>): string {
  const fields = Object.entries(data).map(([name, value]) => `'${name}', ${value}`);
  // The first condition is about no row: when nobody asks, none is read.
  const isAsked = `'${type}' = any (asked.types)`;
  return `
  select '${type}', ${integratorId}, ${at}, jsonb_build_object(${fields.join(', ')}), nextval('webhook_event_positions')
  from asked cross join ${from}
  where (${isAsked} or cardinality(asked.readers) > 0) and (${where})
    and (${isAsked} or ${integratorId} = any (asked.readers))`;
}

type AnyOutbox = { [T in WebhookEventType]: Outbox<T> }[WebhookEventType];

/**
 * One `insert` to embed as a CTE in a hot statement, for all of its outboxes: one event a row. Who asks for them is looked up
 * once for the whole statement, however many outboxes there are. The relay finds the events
 * and fans them out, so nothing else waits. Locks the integrators alone, for key share; endpoints and keys are only read.
 */
export function webhookOutbox(...outboxes: AnyOutbox[]): string {
  const types = outboxes.map(({ type }) => `'${type}'`).join(', ');
  return `
  insert into webhook_events (type, integrator_id, created_at, data, position)
  with asked as materialized (
    select array(${readers}) as readers, array(
      select type from unnest(array[${types}]) as known (type) where exists (
        select from webhook_endpoints where event_types @> array[type] and disabled_at is null and deleted_at is null)) as types
  )${outboxes.map((outbox) => rowsOf(outbox as Outbox<WebhookEventType>)).join('\n  union all')}`;
}

/** SQL for an instant as the events write it: UTC with milliseconds and a Z. */
export function instantText(at: string): string {
  return `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** SQL for an id of the platform's own, such as a user's; null when it is itself an email address or a phone number. */
export function idWithoutContact(id: string): string {
  return String.raw`case when ${id} !~ '@|^\s*(\+|00)|^(977)?9[678]\d{8}$' then ${id} end`;
}

/** Whether an endpoint wants an event of this type and integrator (both SQL), as a condition on `webhook_endpoints e`. */
export function wants(type: SQL, integratorId: SQL): SQL {
  return sql`e.event_types @> array[${type}] and e.disabled_at is null and e.deleted_at is null
    and (e.integrator_id is null or e.integrator_id = ${integratorId})`;
}
