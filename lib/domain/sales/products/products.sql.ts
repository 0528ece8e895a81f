import type { DriverRow } from '@/db/driver-row';
import type { products } from '@/db/schema/products';
import { type PinWorth, pinWorth } from '@/lib/domain/coupons/coupons/pin-worth.sql';
import { type Availability, stockCountLimit } from './availability';
import { availabilityOf, availableCodes } from './availability.sql';

export type ProductRow = DriverRow<
  typeof products,
  | 'id'
  | 'idx'
  | 'name'
  | 'value'
  | 'supplier'
  | 'active'
  | 'lowStockThreshold'
  | 'couponId'
  | 'amountPaisa'
  | 'previousAmountPaisa'
  | 'priceChangedAt'
  | 'withdrawnAt'
  | 'createdAt'
> & { coupon_code: string | null; availability: Availability; stock: string; worth: PinWorth | null };

/** Products that are not archived, by name. $1 the instant, $2 an id or null for all, $3 whether Khalti is connected. */
export const productSummaries = `
  select p.id, p.idx, p.name, p.value, p.amount_paisa, p.supplier, p.coupon_id,
    c.code as coupon_code, p.active, ${availabilityOf('$1::timestamptz', '$3::boolean')} as availability,
    (select count(*) from (${availableCodes('p.coupon_id')} limit ${stockCountLimit}) counted) as stock,
    p.previous_amount_paisa, p.price_changed_at,
    p.withdrawn_at, p.low_stock_threshold,
    p.created_at, ${pinWorth('c')} as worth
  from products p left join coupons c on c.id = p.coupon_id
  where p.archived_at is null and ($2::bigint is null or p.id = $2)
  order by lower(p.name), p.id`;

export type SellableProductRow = DriverRow<typeof products, 'idx' | 'name' | 'value' | 'amountPaisa'>;

/** What can be bought now, oldest product first. $1 the instant, $2 whether Khalti is connected. */
export const sellableProducts = `
  select p.idx, p.name, p.value, p.amount_paisa
  from products p left join coupons c on c.id = p.coupon_id
  where p.archived_at is null and ${availabilityOf('$1::timestamptz', '$2::boolean')} = 'on_sale'
  order by p.id`;
