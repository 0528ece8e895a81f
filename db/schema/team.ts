import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { calendars, deskLanguageNames } from '../../lib/core/entities/desk-language';
import { builtInMethods, paymentMethods } from '../../lib/core/entities/payment-method';
import { bytea, createdAt, identity, instant, paisa, reference } from './columns';

/** The roles that somebody of the team made; the built-in ones are in the code. */
export const roles = pgTable(
  'roles',
  {
    id: identity(),
    name: text().notNull(),
    permissions: text().array().notNull(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [uniqueIndex('roles_name_key').on(sql`lower(${t.name})`)],
);

export const users = pgTable(
  'users',
  {
    id: identity(),
    email: text().notNull(),
    name: text().notNull(),
    /** All that the version before knows of a role; of those that it does not know, one that can do less. */
    role: text({ enum: ['admin', 'support', 'viewer'] }).notNull(),
    /** In place of `role`; a trigger clears it where the version before changes that. */
    assignedRole: text({ enum: ['supervisor', 'own', 'partner'] }),
    roleId: reference().references(() => roles.id),
    /** Of a partner: the one integrator that they see. */
    // Refers to `integrators`, by the migration: that schema imports this one.
    integratorId: reference(),
    passwordHash: text().notNull(),
    /** Whether they get a mail about API keys that nobody uses or that end soon, where their role can change keys. */
    keyMails: boolean().notNull().default(true),
    /** Whether they get a mail about a coupon that its brake paused, where their role can change coupons. */
    pauseMails: boolean().notNull().default(true),
    /** Whether they get a mail about a webhook that takes nothing for a day, where their role can change webhooks. */
    webhookMails: boolean().notNull().default(true),
    /** Of the desk, for them; null: that of their browser. */
    language: text({ enum: deskLanguageNames }),
    /** Of the dates that they read and type at the desk. */
    calendar: text({ enum: calendars }).notNull().default('gregorian'),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    disabledAt: instant(),
  },
  (t) => [
    uniqueIndex('users_email_key').on(sql`lower(${t.email})`),
    check('users_role_check', sql`${t.role} in ('admin', 'support', 'viewer')`),
    check('users_language_check', sql`${t.language} in ('en', 'ne', 'pt-BR')`),
    check('users_calendar_check', sql`${t.calendar} in ('gregorian', 'bikram_sambat', 'both')`),
    check('users_assigned_role_check', sql`${t.assignedRole} in ('supervisor', 'own', 'partner')`),
    check('users_role_id_check', sql`(${t.assignedRole} is not distinct from 'own') = (${t.roleId} is not null)`),
    check(
      'users_integrator_id_check',
      sql`(${t.assignedRole} is not distinct from 'partner') = (${t.integratorId} is not null)`,
    ),
    index('users_role_id_idx').on(t.roleId),
    index('users_integrator_id_idx').on(t.integratorId),
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
    /** When its user last showed who they are: at sign-in, or when they were asked again. */
    provenAt: instant(),
    /** When they did so with a second factor, where the latest proof was one. */
    factorProvenAt: instant(),
    /** When its user came back after having been away for longer than the settings say: a proof of before counts no more. */
    returnedAt: instant(),
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
    // An index of both would not be in order where the key is null.
    index('audit_events_key_idx').on(t.apiKeyId, t.id).where(sql`${t.apiKeyId} is not null`),
    index('audit_events_system_idx').on(t.id).where(sql`${t.actorKind} = 'system'`),
    index('audit_events_at_idx').using('brin', t.at),
    index('audit_events_code_idx')
      .on(sql`((${t.data} ->> 'couponId')::bigint)`, t.id)
      .where(sql`${t.subjectKind} = 'code'`),
    // Few: what people wrote when they passed a limit, looked through when a customer is erased.
    index('audit_events_limit_idx').on(t.id).where(sql`${t.action} = 'user.limit_passed'`),
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
    /** On receipts, next to the name; empty is left out. The number is the PAN or the VAT number. */
    address: text().notNull().default(''),
    taxNumber: text().notNull().default(''),
    receiptTerms: text().notNull().default(''),
    timeZone: text().notNull().default('Asia/Kathmandu'),
    /** While set, nothing is sold: neither at the desk nor over the API. */
    salesPausedAt: instant(),
    /** For this many minutes the desk asks before it sells the same product to the same contact again; 0 for never. */
    repeatSaleMinutes: integer().notNull().default(10),
    /** For so long a seller can void a sale of theirs; who settles sales can at any time. */
    voidMinutes: integer().notNull().default(15),
    /** What the desk offers when it asks how the customer pays; none: it does not ask. */
    paymentMethods: text({ enum: paymentMethods })
      .array()
      .notNull()
      .default([...builtInMethods]),
    /** What an organization calls its own ways to pay, in the order of their places: the first is `own_1`. It only grows. */
    ownPaymentNames: text().array().notNull().default([]),
    /** Nobody sells at the desk without an open shift. */
    shiftRequired: boolean().notNull().default(false),
    /** Roles that can change the desk itself need a second factor: who has none is led to set one up. */
    secondFactorRequired: boolean().notNull().default(false),
    /** Where it is required: of everybody, and not only of roles with the rights that cost most. */
    secondFactorForAll: boolean().notNull().default(false),
    /** What is sensitive asks for a fresh proof when the last one is older; 0 for never. */
    stepUpMinutes: integer().notNull().default(0),
    /** Voiding a sale above it asks for a fresh proof too; none asks for no void. */
    voidProofPaisa: paisa(),
    /** What waits for a second person; null or false for nothing. */
    fourEyesCreditPaisa: paisa(),
    fourEyesExportCodes: integer(),
    fourEyesFreeCoupons: boolean().notNull().default(false),
    /** Of what a coupon can give away at most. */
    fourEyesCouponPaisa: paisa(),
    fourEyesVoidPaisa: paisa(),
    /** New products, and prices that are lowered. */
    fourEyesPrices: boolean().notNull().default(false),
    /** Who was away for longer confirms that it is them before the next reveal, sale or other move of money; 0 for never. */
    idleMinutes: integer().notNull().default(30),
    /** So long after the sign-in a session ends, however it was used. */
    sessionHours: integer().notNull().default(12),
    /** How many requests a minute a key can make in each lane of the API, unless it has a number of its own. */
    v1PerMinute: integer().notNull().default(300_000),
    managementPerMinute: integer().notNull().default(300_000),
    nettvPerMinute: integer().notNull().default(300_000),
    /** How many unknown codes a minute a key can try. */
    wrongCodesPerMinute: integer().notNull().default(1_000),
    updatedAt: createdAt(),
  },
  (t) => [
    check(
      'settings_api_limits_check',
      sql`${t.v1PerMinute} between 1 and 6000000 and ${t.managementPerMinute} between 1 and 6000000
      and ${t.nettvPerMinute} between 1 and 6000000 and ${t.wrongCodesPerMinute} between 1 and 100000`,
    ),
    check('settings_one_row_check', sql`${t.id} = 1`),
    check(
      'settings_payment_methods_check',
      sql`${t.paymentMethods} <@ (array['cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account']
      || (array['own_1', 'own_2', 'own_3', 'own_4', 'own_5', 'own_6', 'own_7', 'own_8', 'own_9', 'own_10', 'own_11', 'own_12'])[:cardinality(${t.ownPaymentNames})])`,
    ),
    check('settings_own_payments_check', sql`cardinality(${t.ownPaymentNames}) <= 12`),
    check('settings_void_check', sql`${t.voidMinutes} between 0 and 1440`),
    check('settings_step_up_check', sql`${t.stepUpMinutes} between 0 and 60`),
    check('settings_idle_check', sql`${t.idleMinutes} between 0 and 720`),
    check('settings_session_check', sql`${t.sessionHours} between 1 and 24`),
    check('settings_void_proof_check', sql`${t.voidProofPaisa} >= 0`),
    check(
      'settings_four_eyes_check',
      sql`${t.fourEyesCreditPaisa} >= 0 and ${t.fourEyesExportCodes} >= 0 and ${t.fourEyesVoidPaisa} >= 0`,
    ),
    check('settings_repeat_sale_check', sql`${t.repeatSaleMinutes} between 0 and 1440`),
  ],
);
