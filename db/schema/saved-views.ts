import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, reference } from './columns';
import { users } from './team';

/** A list as somebody wants to see it again. It holds no search that may name a person. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: identity(),
    ownerId: reference()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The page of the list: `/sales`. */
    list: text().notNull(),
    name: text().notNull(),
    /** Filters and order, as the address of the list has them. */
    query: jsonb().$type<Record<string, string>>().notNull(),
    /** Null: as its reader has them. */
    columns: text().array(),
    isShared: boolean().notNull().default(false),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    /** For its undo. Deleted for good a day later. */
    deletedAt: instant(),
  },
  (t) => [
    uniqueIndex('saved_views_name_key').on(t.ownerId, t.list, sql`lower(${t.name})`).where(sql`${t.deletedAt} is null`),
    index('saved_views_shared_idx').on(t.list).where(sql`${t.isShared} and ${t.deletedAt} is null`),
    index('saved_views_deleted_idx').on(t.deletedAt).where(sql`${t.deletedAt} is not null`),
  ],
);

/** The view that a list opens with, for one person. */
export const defaultViews = pgTable(
  'default_views',
  {
    userId: reference()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    list: text().notNull(),
    viewId: reference()
      .notNull()
      .references(() => savedViews.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.userId, t.list] }), index('default_views_view_idx').on(t.viewId)],
);
