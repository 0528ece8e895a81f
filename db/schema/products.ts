import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { rechargeMethods } from '../../lib/core/entities/recharge-card';
import { createdAt, identity, instant, paisa, reference } from './columns';
import { coupons } from './coupons';

export const products = pgTable(
  'products',
  {
    id: identity(),
    /** The public id: 22 characters that never change. */
    idx: text().notNull().unique(),
    name: text().notNull(),
    value: text().notNull(),
    amountPaisa: paisa().notNull(),
    supplier: text({ enum: ['stock', 'khalti'] }).notNull(),
    couponId: reference().references(() => coupons.id),
    /** Khalti's own id of it, and the value it wants to be sent. */
    supplierIdx: text(),
    supplierValue: text(),
    /** What a recharge card is bought by; null for what is on Khalti's list. */
    supplierMethod: text({ enum: rechargeMethods }),
    /** The price before the supplier's last change, and when that came. */
    previousAmountPaisa: paisa(),
    priceChangedAt: instant(),
    /** Since when it is missing from the supplier's list. */
    withdrawnAt: instant(),
    active: boolean().notNull().default(true),
    /** From this many codes down its stock is low. */
    lowStockThreshold: integer().notNull().default(25),
    /** When the event that its stock is low was published; null again once it is not. */
    lowStockNotifiedAt: instant(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    archivedAt: instant(),
  },
  (t) => [
    check('products_low_stock_check', sql`${t.lowStockThreshold} between 0 and 10000`),
    uniqueIndex('products_supplier_idx_key').on(t.supplier, t.supplierIdx).where(sql`${t.supplierIdx} is not null`),
    uniqueIndex('products_value_key').on(t.value).where(sql`${t.archivedAt} is null`),
    check(
      'products_supplier_method_check',
      sql`${t.supplierMethod} is null or (${t.supplier} = 'khalti'
      and ${t.supplierMethod} in ('ntc-erc', 'smart-erc', 'dishhome-erc', 'broadlink-erc'))`,
    ),
    check('products_idx_check', sql`${t.idx} ~ '^[A-Za-z0-9]{22}$'`),
    check('products_amount_check', sql`${t.amountPaisa} > 0`),
    check(
      'products_supplier_check',
      sql`case ${t.supplier} when 'stock' then ${t.couponId} is not null and ${t.supplierIdx} is null
      when 'khalti' then ${t.couponId} is null and ${t.supplierIdx} is not null and ${t.supplierValue} is not null
      else false end`,
    ),
  ],
);
