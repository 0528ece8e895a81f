import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, paisa, reference } from './columns';
import { sales } from './sales';

/** The current state of a supplier; one row each. */
export const suppliers = pgTable(
  'suppliers',
  {
    name: text({ enum: ['stock', 'khalti'] }).primaryKey(),
    /** While set, nothing of this supplier is sold. */
    maintenanceAt: instant(),
    balancePaisa: paisa(),
    balanceAt: instant(),
    productsReadAt: instant(),
    /** An answer after which every sale fails until an admin fixes the cause; the next sale that succeeds clears it. */
    alertCode: text(),
    alertWords: text(),
    alertAt: instant(),
  },
  (t) => [
    check('suppliers_name_check', sql`${t.name} in ('stock', 'khalti')`),
    check('suppliers_alert_check', sql`(${t.alertAt} is null) = (${t.alertWords} is null)`),
  ],
);

/** One call of a supplier and what came of it, without secrets. Kept for as long as the settings say, 90 days at first. */
export const supplierCalls = pgTable(
  'supplier_calls',
  {
    id: identity(),
    at: createdAt(),
    supplier: text({ enum: ['khalti'] }).notNull(),
    kind: text({ enum: ['pay', 'status', 'bulk_status', 'products', 'balance'] }).notNull(),
    /** `ok`, or why not: the kind or the reason of the outcome. */
    outcome: text().notNull(),
    words: text(),
    tookMs: integer().notNull(),
    saleId: reference().references(() => sales.id),
  },
  (t) => [index('supplier_calls_at_idx').on(t.at.desc())],
);
