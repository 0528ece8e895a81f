import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  smallint,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import { bytea, createdAt, identity, instant, reference } from './columns';
import { integrators } from './integrators';
import { users } from './team';

/** Where events are sent. Secrets are encrypted; a deleted endpoint stays for a while, so that it can be restored. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    id: identity(),
    url: text().notNull(),
    description: text(),
    eventTypes: text().array().notNull(),
    /** With one, only what that integrator's own keys caused is sent here. */
    integratorId: reference().references(() => integrators.id),
    secretSealed: bytea().notNull(),
    secretSealingKeyId: smallint().notNull(),
    /** The secret before the last rotation, which signs next to the new one for a while. */
    oldSecretSealed: bytea(),
    oldSecretSealingKeyId: smallint(),
    oldSecretExpiresAt: instant(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    /** The person who added it; null from before this was kept. */
    createdBy: reference().references(() => users.id),
    disabledAt: instant(),
    disabledReason: text({ enum: ['by_hand', 'gone'] }),
    deletedAt: instant(),
    /** Since when no message was accepted; null when the last one was. */
    failingSince: instant(),
    /** When it had been failing for a day: a person has to look. */
    flaggedAt: instant(),
    /** When its owner was mailed of that; until they are mailed that it takes messages again. */
    flagMailedAt: instant(),
    /** Until when nothing is sent to it, after a message that it did not accept. */
    pausedUntil: instant(),
  },
  (t) => [
    index('webhook_endpoints_listening_idx')
      .using('gin', t.eventTypes)
      .where(sql`${t.disabledAt} is null and ${t.deletedAt} is null`),
    index('webhook_endpoints_integrator_idx').on(t.integratorId),
    index('webhook_endpoints_created_by_idx').on(t.createdBy),
    check('webhook_endpoints_events_check', sql`cardinality(${t.eventTypes}) >= 1`),
    check(
      'webhook_endpoints_disabled_check',
      sql`(${t.disabledAt} is null) = (${t.disabledReason} is null)
      and (${t.disabledReason} is null or ${t.disabledReason} in ('by_hand', 'gone'))`,
    ),
    check(
      'webhook_endpoints_old_secret_check',
      sql`(${t.oldSecretSealed} is null) = (${t.oldSecretSealingKeyId} is null)
      and (${t.oldSecretSealed} is null) = (${t.oldSecretExpiresAt} is null)`,
    ),
    check('webhook_endpoints_flag_check', sql`${t.flaggedAt} is null or ${t.failingSince} is not null`),
  ],
);

/** Of `position`. No default asks for it: the role of the version before has no right to it yet. */
export const webhookEventPositions = pgSequence('webhook_event_positions');

/**
 * What happened, as receivers get it: without codes, PINs and contacts. It waits for the relay
 * until `relayedAt`, and messages go out in the order of `position`.
 */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    id: text().primaryKey().default(sql`'msg_' || replace(gen_random_uuid()::text, '-', '')`),
    type: text().notNull(),
    integratorId: reference().references(() => integrators.id),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
    relayedAt: instant(),
    /** The order in which it was written, and once it is relayed, that in which it was relayed. None in rows of the version before. */
    position: bigint({ mode: 'number' }),
  },
  (t) => [
    index('webhook_events_unrelayed_idx').on(t.position.asc().nullsFirst()).where(sql`${t.relayedAt} is null`),
    // What an integrator reads: an event is there once it is relayed.
    index('webhook_events_integrator_idx')
      .on(t.integratorId, t.position)
      .where(sql`${t.integratorId} is not null and ${t.relayedAt} is not null`),
    index('webhook_events_created_at_idx').using('brin', t.createdAt),
    check('webhook_events_id_check', sql`${t.id} ~ '^msg_[0-9a-f]{32}$'`),
  ],
);

/** One event for one endpoint. `attempts` counts the recorded ones; a replay begins a new round of the schedule. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: identity(),
    eventId: text()
      .notNull()
      .references(() => webhookEvents.id),
    endpointId: reference()
      .notNull()
      .references(() => webhookEndpoints.id),
    state: text({ enum: ['pending', 'delivered', 'failed', 'cancelled'] })
      .notNull()
      .default('pending'),
    attempts: integer().notNull().default(0),
    /** How many attempts there were before this round. */
    attemptsBefore: integer().notNull().default(0),
    nextAttemptAt: instant(),
    lastAttemptAt: instant(),
    lastStatus: smallint(),
    lastError: text(),
    /** The beginning of what was answered. */
    lastResponse: text(),
    lastDurationMs: integer(),
    createdAt: createdAt(),
    endedAt: instant(),
    /** Goes out by itself, ahead of the others and also while its endpoint is paused: somebody pressed for it. */
    isUrgent: boolean().notNull().default(false),
  },
  (t) => [
    unique('webhook_deliveries_event_endpoint_key').on(t.eventId, t.endpointId),
    index('webhook_deliveries_endpoint_idx').on(t.endpointId, t.id),
    index('webhook_deliveries_waiting_idx').on(t.endpointId, t.id).where(sql`${t.state} = 'pending'`),
    index('webhook_deliveries_urgent_idx').on(t.id).where(sql`${t.state} = 'pending' and ${t.isUrgent}`),
    check(
      'webhook_deliveries_state_check',
      sql`case ${t.state} when 'pending' then ${t.nextAttemptAt} is not null and ${t.endedAt} is null
      when 'delivered' then ${t.nextAttemptAt} is null and ${t.endedAt} is not null
      when 'failed' then ${t.nextAttemptAt} is null and ${t.endedAt} is not null
      when 'cancelled' then ${t.nextAttemptAt} is null and ${t.endedAt} is not null
      else false end`,
    ),
    check('webhook_deliveries_attempts_check', sql`${t.attemptsBefore} between 0 and ${t.attempts}`),
  ],
);
