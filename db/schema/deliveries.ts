import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, identity, reference } from './columns';
import { goodwillCodes } from './goodwill-codes';
import { sales } from './sales';

/** One message that carries a sale's PIN or a goodwill code. The text is rendered when it is sent, never stored. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: identity(),
    saleId: reference()
      .notNull()
      .references(() => sales.id),
    /** What it carries in place of the sale's PIN. */
    goodwillCodeId: reference().references(() => goodwillCodes.id),
    channel: text({ enum: ['sms', 'email'] }).notNull(),
    recipient: text().notNull(),
    state: text({ enum: ['queued', 'sent', 'delivered', 'bounced', 'failed', 'not_configured'] })
      .notNull()
      .default('queued'),
    attempts: integer().notNull().default(0),
    providerId: text(),
    error: text(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [
    index('deliveries_sale_idx').on(t.saleId, t.id),
    index('deliveries_goodwill_idx').on(t.goodwillCodeId).where(sql`${t.goodwillCodeId} is not null`),
    index('deliveries_provider_idx').on(t.providerId).where(sql`${t.providerId} is not null`),
    /** For one customer's: a corrected address may have been typed in capitals. */
    index('deliveries_recipient_idx').on(sql`lower(${t.recipient})`),
    index('deliveries_queued_idx').on(t.channel).where(sql`${t.state} = 'queued'`),
    check('deliveries_channel_check', sql`${t.channel} in ('sms', 'email')`),
    check(
      'deliveries_state_check',
      sql`${t.state} in ('queued', 'sent', 'delivered', 'bounced', 'failed', 'not_configured')`,
    ),
  ],
);
