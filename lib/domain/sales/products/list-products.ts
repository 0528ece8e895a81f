import { runStatement } from '@/db/run-statement';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type Availability, availabilityOf, availableCodes, stockCountLimit } from './availability';

export type ProductSummary = {
  id: number;
  /** The public id. */
  idx: string;
  name: string;
  value: string;
  amountPaisa: number;
  supplier: 'stock' | 'khalti';
  couponId: number | null;
  couponCode: string | null;
  active: boolean;
  availability: Availability;
  /** Codes that can be sold now, counted up to `stockCountLimit`. */
  stock: number;
  /** From this many codes down it is low. */
  lowStockThreshold: number;
  /** It is sold from own stock, is switched on, and has so few left. */
  isLow: boolean;
  /** What it cost before the supplier's last change, and when that came. */
  previousAmountPaisa: number | null;
  priceChangedAt: string | null;
  /** Since when the supplier's list is without it. */
  withdrawnAt: string | null;
  createdAt: string;
};

type Row = Omit<
  ProductSummary,
  'id' | 'couponId' | 'amountPaisa' | 'previousAmountPaisa' | 'stock' | 'createdAt' | 'isLow'
> & {
  previousAmountPaisa: string | null;
  id: string;
  couponId: string | null;
  amountPaisa: string;
  stock: string;
  createdAt: string;
};

const statement = `
  select p.id, p.idx, p.name, p.value, p.amount_paisa as "amountPaisa", p.supplier, p.coupon_id as "couponId",
    c.code as "couponCode", p.active, ${availabilityOf('$1::timestamptz', '$3::boolean')} as availability,
    (select count(*) from (${availableCodes('p.coupon_id')} limit ${stockCountLimit}) counted) as stock,
    p.previous_amount_paisa as "previousAmountPaisa", p.price_changed_at as "priceChangedAt",
    p.withdrawn_at as "withdrawnAt", p.low_stock_threshold as "lowStockThreshold",
    p.created_at as "createdAt"
  from products p left join coupons c on c.id = p.coupon_id
  where p.archived_at is null and ($2::bigint is null or p.id = $2)
  order by lower(p.name), p.id`;

const parameters = (ctx: Context, id: number | null) => [ctx.now().toISOString(), id, findKhaltiClient() !== null];

const isoOf = (instant: string | null) => (instant === null ? null : new Date(instant).toISOString());

function toSummary(row: Row): ProductSummary {
  const stock = Number(row.stock);
  return {
    ...row,
    id: Number(row.id),
    couponId: row.couponId === null ? null : Number(row.couponId),
    amountPaisa: Number(row.amountPaisa),
    stock,
    isLow: row.supplier === 'stock' && row.active && stock <= row.lowStockThreshold,
    previousAmountPaisa: row.previousAmountPaisa === null ? null : Number(row.previousAmountPaisa),
    priceChangedAt: isoOf(row.priceChangedAt),
    withdrawnAt: isoOf(row.withdrawnAt),
    createdAt: new Date(row.createdAt).toISOString(),
  };
}

/** Every product that is not archived, by name, with what can be sold of it now. @throws Forbidden */
export async function listProducts(ctx: Context): Promise<ProductSummary[]> {
  assertCan(ctx, 'products.read');
  const rows = await runStatement<Row>(ctx.db, statement, parameters(ctx, null));
  return rows.map(toSummary);
}

/** @throws Forbidden */
export async function findProduct(ctx: Context, id: number): Promise<ProductSummary | null> {
  assertCan(ctx, 'products.read');
  const [row] = await runStatement<Row>(ctx.db, statement, parameters(ctx, id));
  return row ? toSummary(row) : null;
}
