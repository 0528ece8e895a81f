import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { tillMethods } from '../../lib/core/entities/payment-method';
import { createdAt, identity, instant, paisa, reference } from './columns';
import { users } from './team';

const userId = () => reference().references(() => users.id);
const method = () => text({ enum: tillMethods }).notNull();
export const knownTillMethods = sql`('cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account', 'unstated',
  'own_1', 'own_2', 'own_3', 'own_4', 'own_5', 'own_6', 'own_7', 'own_8', 'own_9', 'own_10', 'own_11', 'own_12')`;

/**
 * The till of one seller, from its float to what was counted. Triggers refuse every change but its close and then its approval
 * (`drizzle/0047_shifts.sql`).
 */
export const shifts = pgTable(
  'shifts',
  {
    id: identity(),
    sellerId: userId().notNull(),
    openedAt: createdAt(),
    /** The cash that was in the till before the first sale. */
    floatPaisa: paisa().notNull(),
    closedAt: instant(),
    closedById: userId(),
    closeNote: text(),
    approvedAt: instant(),
    approvedById: userId(),
  },
  (t) => [
    uniqueIndex('shifts_open_seller_key').on(t.sellerId).where(sql`${t.closedAt} is null`),
    index('shifts_seller_idx').on(t.sellerId, t.id),
    check('shifts_float_check', sql`${t.floatPaisa} >= 0`),
    check('shifts_closed_check', sql`(${t.closedAt} is null) = (${t.closedById} is null)`),
    check(
      'shifts_approved_check',
      sql`(${t.approvedAt} is null) = (${t.approvedById} is null)
      and (${t.approvedAt} is null or (${t.closedAt} is not null and ${t.approvedById} <> ${t.sellerId}))`,
    ),
  ],
);

/** What a closed shift should have had by each method, and what it had. Written once, with the close. */
export const shiftCounts = pgTable(
  'shift_counts',
  {
    shiftId: reference()
      .notNull()
      .references(() => shifts.id),
    method: method(),
    expectedPaisa: paisa().notNull(),
    countedPaisa: paisa().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shiftId, t.method] }),
    check('shift_counts_method_check', sql`${t.method} in ${knownTillMethods}`),
  ],
);
