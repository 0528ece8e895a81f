import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, reference } from './columns';

/**
 * What concerns security, apart from the activity: the same by the same from the same network within ten minutes is one row
 * that counts. A user or key is named without a reference, so that nothing of it can fail a write here.
 */
export const securityEvents = pgTable(
  'security_events',
  {
    id: identity(),
    /** What is the same of the rows that are counted as one. */
    slot: text().notNull(),
    kind: text().notNull(),
    at: createdAt(),
    lastAt: createdAt(),
    count: integer().notNull().default(1),
    /** `stranger`: nobody who has proved to be anybody; `userId` is then the account that was tried. */
    actorKind: text({ enum: ['user', 'key', 'system', 'stranger'] }).notNull(),
    userId: reference(),
    apiKeyId: reference(),
    actorName: text(),
    /** Null: not known, or many. */
    address: text(),
    /** As the browser or the program calls itself. */
    device: text(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    requestId: text(),
  },
  (t) => [
    unique('security_events_slot_key').on(t.slot),
    index('security_events_last_at_idx').on(t.lastAt),
    index('security_events_kind_idx').on(t.kind, t.id),
    index('security_events_user_idx').on(t.userId, t.id).where(sql`${t.userId} is not null`),
    index('security_events_key_idx').on(t.apiKeyId, t.id).where(sql`${t.apiKeyId} is not null`),
    index('security_events_address_idx').on(t.address, t.id).where(sql`${t.address} is not null`),
    check('security_events_count_check', sql`${t.count} >= 1`),
  ],
);

/** The networks that a key was used from. */
export const apiKeyNetworks = pgTable(
  'api_key_networks',
  {
    apiKeyId: reference().notNull(),
    network: text().notNull(),
    firstSeenAt: createdAt(),
    lastSeenAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.apiKeyId, t.network] })],
);

/** What somebody has to look at: shown on Today until somebody has, and mailed once where mail is connected. */
export const securityAlertKinds = [
  'bad_sign_ins',
  'bad_second_factors',
  'refused_actions',
  'key_new_network',
  'bulk_export',
  'unreadable_codes',
] as const;

export const securityAlerts = pgTable(
  'security_alerts',
  {
    id: identity(),
    kind: text({ enum: securityAlertKinds }).notNull(),
    /** The same cause within its time is one alert. */
    cause: text().notNull(),
    /** Who or where from, in words; and the filter of the events that led to it. */
    subject: text().notNull(),
    count: integer().notNull().default(1),
    filter: jsonb().$type<Record<string, string>>().notNull(),
    at: createdAt(),
    seenAt: instant(),
    seenBy: text(),
    mailedAt: instant(),
  },
  (t) => [
    unique('security_alerts_cause_key').on(t.cause),
    index('security_alerts_unseen_idx').on(t.id).where(sql`${t.seenAt} is null`),
    index('security_alerts_unmailed_idx').on(t.id).where(sql`${t.mailedAt} is null`),
    check(
      'security_alerts_kind_check',
      sql`${t.kind} in ('bad_sign_ins', 'bad_second_factors', 'refused_actions', 'key_new_network', 'bulk_export', 'unreadable_codes')`,
    ),
  ],
);
