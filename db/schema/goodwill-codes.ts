import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, reference } from './columns';
import { codes } from './coupons';
import { sales } from './sales';
import { users } from './team';

/** A code of a coupon that a customer was given for nothing, found by the sale from which their page was opened. */
export const goodwillCodes = pgTable(
  'goodwill_codes',
  {
    id: identity(),
    /** Made by the page for each press: the same one gives no second code. */
    press: text().notNull(),
    saleId: reference()
      .notNull()
      .references(() => sales.id),
    codeId: reference()
      .notNull()
      .references(() => codes.id),
    at: createdAt(),
    authorId: reference()
      .notNull()
      .references(() => users.id),
    reason: text().notNull(),
  },
  (t) => [
    uniqueIndex('goodwill_codes_press_key').on(t.press),
    uniqueIndex('goodwill_codes_code_key').on(t.codeId),
    index('goodwill_codes_sale_idx').on(t.saleId, t.id),
    check('goodwill_codes_reason_check', sql`length(${t.reason}) between 1 and 200`),
  ],
);
