import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, reference } from './columns';
import { users } from './team';

/** The networks that a user was signed in from: guesses from others do not keep them out there. */
export const userNetworks = pgTable(
  'user_networks',
  {
    userId: reference()
      .notNull()
      .references(() => users.id),
    network: text().notNull(),
    firstSeenAt: createdAt(),
    lastSeenAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.network] })],
);
