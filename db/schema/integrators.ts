import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { couponLimits } from '../../lib/core/entities/coupon-limit';
import { bytea, createdAt, identity, instant, paisa, reference } from './columns';
import { users } from './team';

export const integrators = pgTable(
  'integrators',
  {
    id: identity(),
    name: text().notNull(),
    createdAt: createdAt(),
    disabledAt: instant(),
    /** Below this much available credit the desk is warned; null: never. */
    lowCreditPaisa: paisa(),
    /** Since when its low credit is noticed; null while there is enough. */
    lowCreditNoticedAt: instant(),
    /** Whether the desk sends the PINs that it buys to the customers; else that is its own business. */
    customerMessages: boolean().notNull().default(false),
  },
  (t) => [
    uniqueIndex('integrators_name_key').on(sql`lower(${t.name})`),
    check('integrators_low_credit_check', sql`${t.lowCreditPaisa} >= 0`),
  ],
);

export const apiKeys = pgTable(
  'api_keys',
  {
    id: identity(),
    integratorId: reference()
      .notNull()
      .references(() => integrators.id),
    /** What people know it by; empty when nobody named it. */
    name: text().notNull().default(''),
    prefix: text().notNull(),
    digest: bytea().notNull().unique(),
    scopes: text().array().notNull(),
    createdAt: createdAt(),
    expiresAt: instant(),
    revokedAt: instant(),
    lastUsedAt: instant(),
    /** The key that took its place; until it ends, both work. */
    replacedById: reference(),
    /** What the activity says of it already: that nobody uses it, or that it ends soon. */
    noticed: text({ enum: ['unused', 'ending'] }),
    /** `own`: coupons that its company made, and those named below. Keys from before the limits reach all. */
    couponLimit: text({ enum: couponLimits }).notNull().default('all'),
    /** The coupons named on it: it reaches them, and with `codes:reveal` reads their codes even when they are on sale. */
    couponIds: bigint('reveals_coupon_ids', { mode: 'number' }).array().notNull().default([]),
    /** Whether people of its integrator can replace it themselves, until it ends. */
    partnerReplaces: boolean().notNull().default(false),
    /** Networks that it can be used from, `203.0.113.0/24`; none: from everywhere. */
    networks: text().array().notNull().default([]),
    /** How many requests a minute it can make in each lane of the API; null: as many as the settings say. */
    requestsPerMinute: integer(),
    /** Of a publishable key, itself: it is in every page that uses it, and so no secret. Null of every other. */
    publishableKey: text(),
    /** Whose pages a publishable key works in. */
    origins: text().array().notNull().default([]),
  },
  (t) => [
    index('api_keys_integrator_id_idx').on(t.integratorId),
    // Whose events are kept is asked by each redemption.
    index('api_keys_events_idx')
      .on(t.integratorId)
      .where(sql`${t.revokedAt} is null and ${t.scopes} @> '{events:read}'`),
    check('api_keys_coupon_limit_check', sql`${t.couponLimit} in ('own', 'all')`),
    check('api_keys_requests_check', sql`${t.requestsPerMinute} between 1 and 6000000`),
    // Whatever writes the row: a key that everybody can read never holds anything else.
    check(
      'api_keys_publishable_check',
      sql`case when ${t.publishableKey} is null
        then not ${t.scopes} @> '{redemptions:check}' and cardinality(${t.origins}) = 0
        else ${t.scopes} = '{redemptions:check}' and cardinality(${t.origins}) between 1 and 20
          and cardinality(${t.networks}) = 0 and cardinality(${t.couponIds}) = 0 and ${t.couponLimit} = 'own' end`,
    ),
  ],
);

/** Who was mailed that a key is not used or ends soon, for as long as it is so: each person once. */
export const keyNoticeMails = pgTable(
  'key_notice_mails',
  {
    keyId: reference()
      .notNull()
      .references(() => apiKeys.id),
    userId: reference()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.keyId, t.userId] })],
);

/** Answers kept for a day or as long as the settings say, so that a repeated POST gets the first one's. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    integratorId: reference()
      .notNull()
      .references(() => integrators.id),
    key: text().notNull(),
    requestDigest: bytea().notNull(),
    createdAt: createdAt(),
    status: integer(),
    body: jsonb(),
  },
  (t) => [
    primaryKey({ columns: [t.integratorId, t.key] }),
    index('idempotency_keys_created_at_idx').on(t.createdAt),
    check('idempotency_keys_answer_check', sql`(${t.status} is null) = (${t.body} is null)`),
  ],
);
