import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytea, createdAt, identity, instant, reference } from './columns';

export const users = pgTable(
  'users',
  {
    id: identity(),
    email: text().notNull(),
    name: text().notNull(),
    role: text({ enum: ['admin', 'support', 'viewer'] }).notNull(),
    passwordHash: text().notNull(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    disabledAt: instant(),
  },
  (t) => [
    uniqueIndex('users_email_key').on(sql`lower(${t.email})`),
    check('users_role_check', sql`${t.role} in ('admin', 'support', 'viewer')`),
  ],
);

export const sessions = pgTable(
  'sessions',
  {
    id: identity(),
    tokenDigest: bytea().notNull().unique(),
    userId: reference()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    lastSeenAt: instant().notNull().defaultNow(),
    revokedAt: instant(),
    address: text(),
    userAgent: text(),
  },
  (t) => [index('sessions_user_id_idx').on(t.userId)],
);

/** Fixed windows of counted attempts: sign-ins, code guesses, resends. */
export const rateLimits = pgTable('rate_limits', {
  key: text().primaryKey(),
  windowStartedAt: instant().notNull(),
  count: integer().notNull(),
});

export const auditEvents = pgTable(
  'audit_events',
  {
    id: identity(),
    at: createdAt(),
    actorKind: text({ enum: ['user', 'key', 'system'] }).notNull(),
    userId: reference().references(() => users.id),
    apiKeyId: reference(),
    actorName: text().notNull(),
    action: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: reference().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    requestId: text(),
  },
  (t) => [
    index('audit_events_subject_idx').on(t.subjectKind, t.subjectId, t.id),
    index('audit_events_user_idx').on(t.userId, t.id),
    index('audit_events_at_idx').using('brin', t.at),
    index('audit_events_code_idx')
      .on(sql`((${t.data} ->> 'couponId')::bigint)`, t.id)
      .where(sql`${t.subjectKind} = 'code'`),
    check(
      'audit_events_actor_check',
      sql`(${t.actorKind} = 'user') = (${t.userId} is not null)
      and (${t.actorKind} = 'key') = (${t.apiKeyId} is not null)`,
    ),
  ],
);

/** One row: the settings of the organization. */
export const settings = pgTable(
  'settings',
  {
    id: integer().primaryKey().default(1),
    companyName: text().notNull().default('Coupon Desk'),
    timeZone: text().notNull().default('Asia/Kathmandu'),
    /** While set, nothing is sold: neither at the desk nor over the API. */
    salesPausedAt: instant(),
    /** For so long the desk asks before it sells the same product to the same contact again; 0 for never. */
    repeatSaleMinutes: integer().notNull().default(10),
    /** For so long a seller can void a sale of theirs; admins can at any time. */
    voidMinutes: integer().notNull().default(15),
    updatedAt: createdAt(),
  },
  (t) => [
    check('settings_one_row_check', sql`${t.id} = 1`),
    check('settings_void_check', sql`${t.voidMinutes} between 0 and 1440`),
    check('settings_repeat_sale_check', sql`${t.repeatSaleMinutes} between 0 and 1440`),
  ],
);
