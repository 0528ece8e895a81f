import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, reference } from './columns';
import { users } from './team';

const kind = () => text({ enum: ['sale', 'reveal', 'search'] }).notNull();
const userId = () =>
  reference()
    .notNull()
    .references(() => users.id);

/** One row: after how many sales, reveals and searches for damaged PINs a person is asked why, and stopped; null for never. */
export const personLimits = pgTable(
  'person_limits',
  {
    id: integer().primaryKey().default(1),
    saleHourAsk: integer(),
    saleHourStop: integer(),
    saleDayAsk: integer(),
    saleDayStop: integer(),
    revealHourAsk: integer(),
    revealHourStop: integer(),
    revealDayAsk: integer(),
    revealDayStop: integer(),
    searchHourAsk: integer(),
    searchHourStop: integer(),
    searchDayAsk: integer(),
    /** A search for a damaged PIN tells whether a guess is right, so it has a limit from the beginning. */
    searchDayStop: integer().default(20),
    updatedAt: createdAt(),
  },
  (t) => [check('person_limits_one_row_check', sql`${t.id} = 1`)],
);

/** What people sold, revealed and searched for in the last day, while there is a limit of it. `key`: the same sale again is no second one; `count`: how many codes a file showed. */
export const personUses = pgTable(
  'person_uses',
  {
    id: identity(),
    userId: userId(),
    kind: kind(),
    key: text().notNull(),
    count: integer().notNull().default(1),
    at: instant().notNull(),
  },
  (t) => [
    uniqueIndex('person_uses_key').on(t.userId, t.kind, t.key),
    index('person_uses_at_idx').on(t.at),
    check('person_uses_kind_check', sql`${t.kind} in ('sale', 'reveal', 'search')`),
    check('person_uses_count_check', sql`${t.count} > 0`),
  ],
);

/** What was used before `at` counts no more against the person's limits of that kind. */
export const personLimitLifts = pgTable(
  'person_limit_lifts',
  { userId: userId(), kind: kind(), at: instant().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.kind] }),
    check('person_limit_lifts_kind_check', sql`${t.kind} in ('sale', 'reveal', 'search')`),
  ],
);
