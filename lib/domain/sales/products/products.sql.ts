import type { products } from '@/db/schema/sales';
import { type PinWorth, pinWorth } from '@/lib/domain/coupons/coupons/pin-worth.sql';
import { type Availability, stockCountLimit } from './availability';
import { availabilityOf, availableCodes } from './availability.sql';

type Product = typeof products.$inferSelect;
type AsText<T> = { [column in keyof T]: null extends T[column] ? string | null : string };

/** As the driver gives it: bigint and instants as text. */
export type ProductRow = Pick<Product, 'idx' | 'name' | 'value' | 'supplier' | 'active' | 'lowStockThreshold'> &
  AsText<
    Pick<
      Product,
      'id' | 'couponId' | 'amountPaisa' | 'previousAmountPaisa' | 'priceChangedAt' | 'withdrawnAt' | 'createdAt'
    >
  > & { couponCode: string | null; availability: Availability; stock: string; worth: PinWorth | null };

/** Products that are not archived, by name. $1 the instant, $2 an id or null for all, $3 whether Khalti is connected. */
export const productSummaries = `
  select p.id, p.idx, p.name, p.value, p.amount_paisa as "amountPaisa", p.supplier, p.coupon_id as "couponId",
    c.code as "couponCode", p.active, ${availabilityOf('$1::timestamptz', '$3::boolean')} as availability,
    (select count(*) from (${availableCodes('p.coupon_id')} limit ${stockCountLimit}) counted) as stock,
    p.previous_amount_paisa as "previousAmountPaisa", p.price_changed_at as "priceChangedAt",
    p.withdrawn_at as "withdrawnAt", p.low_stock_threshold as "lowStockThreshold",
    p.created_at as "createdAt", ${pinWorth('c')} as worth
  from products p left join coupons c on c.id = p.coupon_id
  where p.archived_at is null and ($2::bigint is null or p.id = $2)
  order by lower(p.name), p.id`;

export type SellableProductRow = Pick<Product, 'idx' | 'name' | 'value'> & AsText<Pick<Product, 'amountPaisa'>>;

/** What can be bought now, oldest product first. $1 the instant, $2 whether Khalti is connected. */
export const sellableProducts = `
  select p.idx, p.name, p.value, p.amount_paisa as "amountPaisa"
  from products p left join coupons c on c.id = p.coupon_id
  where p.archived_at is null and ${availabilityOf('$1::timestamptz', '$2::boolean')} = 'on_sale'
  order by p.id`;
