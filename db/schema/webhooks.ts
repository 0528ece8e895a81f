import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, smallint, text, unique } from 'drizzle-orm/pg-core';
import { bytea, createdAt, identity, instant, reference } from './columns';
import { integrators } from './integrators';

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
    disabledAt: instant(),
    disabledReason: text({ enum: ['by_hand', 'gone'] }),
    deletedAt: instant(),
    /** Since when no message was accepted; null when the last one was. */
    failingSince: instant(),
    /** When it had been failing for days: a person has to look. */
    flaggedAt: instant(),
  },
  (t) => [
    index('webhook_endpoints_listening_idx')
      .using('gin', t.eventTypes)
      .where(sql`${t.disabledAt} is null and ${t.deletedAt} is null`),
    index('webhook_endpoints_integrator_idx').on(t.integratorId),
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

/**
 * What happened, as receivers get it: without codes, PINs and contacts. One that a statement wrote waits for the relay
 * until `relayedAt`; one that `publishEvent` wrote has its deliveries from the start.
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
  },
  (t) => [
    index('webhook_events_waiting_idx').on(t.createdAt).where(sql`${t.relayedAt} is null`),
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
  },
  (t) => [
    unique('webhook_deliveries_event_endpoint_key').on(t.eventId, t.endpointId),
    index('webhook_deliveries_endpoint_idx').on(t.endpointId, t.id),
    index('webhook_deliveries_due_idx').on(t.nextAttemptAt).where(sql`${t.state} = 'pending'`),
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
