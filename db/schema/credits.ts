import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, paisa, reference } from './columns';
import { integrators } from './integrators';
import { sales } from './sales';
import { users } from './team';

/**
 * Four accounts an integrator: `funding` is where top-ups come from (negative), `available` can be spent,
 * `held` waits for an outcome, `consumed` is spent. The four always add up to 0.
 */
export const creditAccounts = pgTable(
  'credit_accounts',
  {
    id: identity(),
    integratorId: reference()
      .notNull()
      .references(() => integrators.id),
    kind: text({ enum: ['funding', 'available', 'held', 'consumed'] }).notNull(),
    balancePaisa: paisa().notNull().default(0),
    floorPaisa: paisa(),
  },
  (t) => [
    unique('credit_accounts_integrator_kind_key').on(t.integratorId, t.kind),
    check('credit_accounts_kind_check', sql`${t.kind} in ('funding', 'available', 'held', 'consumed')`),
    check('credit_accounts_floor_check', sql`${t.floorPaisa} is null or ${t.balancePaisa} >= ${t.floorPaisa}`),
    check('credit_accounts_floor_kept_check', sql`(${t.kind} = 'funding') = (${t.floorPaisa} is null)`),
  ],
);

export const creditTransfers = pgTable(
  'credit_transfers',
  {
    id: identity(),
    at: createdAt(),
    fromAccountId: reference()
      .notNull()
      .references(() => creditAccounts.id),
    toAccountId: reference()
      .notNull()
      .references(() => creditAccounts.id),
    amountPaisa: paisa().notNull(),
    kind: text({ enum: ['top_up', 'correction', 'purchase', 'hold', 'settle', 'release', 'refund', 'void'] }).notNull(),
    saleId: reference().references(() => sales.id),
    reason: text(),
    actorName: text().notNull(),
  },
  (t) => [
    index('credit_transfers_from_idx').on(t.fromAccountId, t.id),
    index('credit_transfers_to_idx').on(t.toAccountId, t.id),
    unique('credit_transfers_sale_kind_key').on(t.saleId, t.kind),
    check('credit_transfers_amount_check', sql`${t.amountPaisa} > 0 and ${t.fromAccountId} <> ${t.toAccountId}`),
    check('credit_transfers_sale_check', sql`(${t.kind} in ('top_up', 'correction')) = (${t.saleId} is null)`),
  ],
);

/** What a partner asks for; a top-up grants it. */
export const creditRequests = pgTable(
  'credit_requests',
  {
    id: identity(),
    integratorId: reference()
      .notNull()
      .references(() => integrators.id),
    amountPaisa: paisa().notNull(),
    note: text().notNull(),
    askedBy: reference()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    state: text({ enum: ['open', 'granted', 'refused', 'withdrawn'] })
      .notNull()
      .default('open'),
    endedAt: instant(),
    /** What was given, which can be less or more than what was asked for. */
    grantedPaisa: paisa(),
    /** What the partner is answered. */
    answer: text(),
    /** Until they are mailed of the answer. */
    mailDue: boolean().notNull().default(false),
    /** Until those who can answer are mailed that it waits. */
    askedMailDue: boolean().notNull().default(false),
  },
  (t) => [
    // One at a time: what is asked for twice would be given twice.
    uniqueIndex('credit_requests_open_key').on(t.integratorId).where(sql`${t.state} = 'open'`),
    index('credit_requests_integrator_idx').on(t.integratorId, t.id),
    index('credit_requests_mail_idx').on(t.id).where(sql`${t.mailDue}`),
    index('credit_requests_asked_mail_idx').on(t.id).where(sql`${t.askedMailDue}`),
    check('credit_requests_state_check', sql`${t.state} in ('open', 'granted', 'refused', 'withdrawn')`),
    check('credit_requests_ended_check', sql`(${t.state} = 'open') = (${t.endedAt} is null)`),
    check('credit_requests_amount_check', sql`${t.amountPaisa} > 0`),
    check('credit_requests_granted_check', sql`(${t.state} = 'granted') = (${t.grantedPaisa} is not null)`),
  ],
);
