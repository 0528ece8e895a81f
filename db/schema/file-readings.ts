import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, reference } from './columns';
import { users } from './team';

/** As what somebody last read a file of one shape: how the next one is proposed to them. Deleted a year later. */
export const fileReadings = pgTable(
  'file_readings',
  {
    userId: reference()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** A hash: no word of the file is kept. */
    shape: text().notNull(),
    /** `Reading` of `lib/core/file-reading`. */
    reading: jsonb().notNull(),
    readAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.shape] }), index('file_readings_read_idx').on(t.readAt)],
);
