import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant } from './columns';

/** An email has both of its texts or neither, an SMS no subject, and what is sent has the PIN in it. */
const textChecks = (table: string, t: Record<'channel' | 'subject' | 'body', AnyPgColumn>) => [
  check(
    `${table}_subject_check`,
    sql`case ${t.channel} when 'sms' then ${t.subject} is null
      else (${t.subject} is null) = (${t.body} is null) end`,
  ),
  check(`${table}_body_check`, sql`${t.body} is null or strpos(${t.body}, '{pin}') > 0`),
];

/** The organization's own text of a message; null: the text that the contract suggests. */
export const messageTemplates = pgTable(
  'message_templates',
  {
    channel: text({ enum: ['sms', 'email'] }).primaryKey(),
    subject: text(),
    body: text(),
    version: integer().notNull().default(0),
    updatedBy: text(),
    updatedAt: createdAt(),
  },
  (t) => [
    check('message_templates_channel_check', sql`${t.channel} in ('sms', 'email')`),
    ...textChecks('message_templates', t),
  ],
);

/** The same in another language than English; null: the text that is suggested in it. */
export const messageTranslations = pgTable(
  'message_translations',
  {
    channel: text({ enum: ['sms', 'email'] }).notNull(),
    language: text({ enum: ['ne', 'pt'] }).notNull(),
    subject: text(),
    body: text(),
    version: integer().notNull().default(0),
    updatedBy: text(),
    updatedAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.channel, t.language] }),
    check(
      'message_translations_language_check',
      sql`${t.channel} in ('sms', 'email') and ${t.language} in ('ne', 'pt')`,
    ),
    ...textChecks('message_translations', t),
  ],
);

/** The state of each channel's provider; written with every attempt. */
export const messageProviders = pgTable(
  'message_providers',
  {
    channel: text({ enum: ['sms', 'email'] }).primaryKey(),
    lastSentAt: instant(),
    lastFailedAt: instant(),
    lastFailure: text(),
    /** The first failure since it last accepted a message. */
    failingSince: instant(),
  },
  (t) => [check('message_providers_channel_check', sql`${t.channel} in ('sms', 'email')`)],
);

/** Events that Resend sent about an email. The state of a delivery follows from all of them. */
export const emailEvents = pgTable(
  'email_events',
  {
    id: identity(),
    /** The same each time Resend repeats it. */
    messageId: text().notNull().unique('email_events_message_key'),
    providerId: text().notNull(),
    type: text({ enum: ['delayed', 'delivered', 'failed', 'suppressed', 'bounced', 'complained'] }).notNull(),
    /** By Resend's clock. */
    at: instant().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('email_events_provider_idx').on(t.providerId), index('email_events_created_at_idx').on(t.createdAt)],
);
