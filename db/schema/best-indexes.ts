import { sql } from 'drizzle-orm';
import { type AnyPgColumn, index } from 'drizzle-orm/pg-core';

type Column =
  | 'id'
  | 'discount'
  | 'amountOff'
  | 'maximumOff'
  | 'expiresAt'
  | 'deletedAt'
  | 'status'
  | 'security'
  | 'linkCount'
  | 'usedUp';

/**
 * The public coupons that pay for anything and are not used up, by what they take off: the best for a purchase are found by
 * them. None holds what a redemption changes, but for the last one that a coupon allows.
 */
export function bestIndexes(t: Record<Column, AnyPgColumn>) {
  const open = sql`${t.deletedAt} is null and ${t.status} = 'available' and ${t.security} = 'public' and ${t.linkCount} = 0
    and not ${t.usedUp}`;
  const ends = sql`coalesce(${t.expiresAt}, 'infinity'::timestamptz)`;
  const highest = (column: AnyPgColumn) => sql`${column} desc nulls last`;
  return [
    index('coupons_open_idx').on(ends, t.id).where(open),
    index('coupons_best_percent_idx')
      .on(highest(t.discount), ends, t.id)
      .where(sql`${open} and ${t.amountOff} is null and ${t.maximumOff} is null`),
    index('coupons_best_capped_idx')
      .on(highest(t.discount), ends, t.id)
      .where(sql`${open} and ${t.maximumOff} is not null`),
    index('coupons_best_cap_idx')
      .on(highest(t.maximumOff), ends, t.id)
      .where(sql`${open} and ${t.maximumOff} is not null`),
    index('coupons_best_amount_idx')
      .on(highest(t.amountOff), ends, t.id)
      .where(sql`${open} and ${t.amountOff} is not null`),
  ];
}
