import { sql } from 'drizzle-orm';
import { check, customType, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, reference } from './columns';
import { coupons } from './coupons';

const int8multirange = customType<{ data: string }>({ dataType: () => 'int8multirange' });

/**
 * A deletion or restoration of many codes at once. `codeIds` is exactly those it changed, as ranges: a whole batch of a
 * million is one range, and the history of each of them.
 */
export const codeOperations = pgTable(
  'code_operations',
  {
    id: identity(),
    couponId: reference()
      .notNull()
      .references(() => coupons.id),
    kind: text({ enum: ['delete', 'restore'] }).notNull(),
    reason: text(),
    /** How many codes it was asked for, by the status they had. */
    matched: jsonb().$type<Record<'available' | 'sold' | 'redeemed' | 'deleted', number>>().notNull(),
    changed: integer().notNull(),
    codeIds: int8multirange().notNull(),
    undoes: reference(),
    actorName: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('code_operations_coupon_idx').on(t.couponId, t.id),
    uniqueIndex('code_operations_undoes_key').on(t.undoes),
    check('code_operations_kind_check', sql`${t.kind} in ('delete', 'restore')`),
  ],
);
