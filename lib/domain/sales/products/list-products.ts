import { runStatement } from '@/db/run-statement';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import type { PinWorth } from '@/lib/domain/coupons/coupons/pin-worth.sql';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import type { Availability } from './availability';
import { type ProductRow, productSummaries } from './products.sql';
import { productInput } from './schemas';

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
  /** Null for a supplier's PIN. */
  worth: PinWorth | null;
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

const parameters = (ctx: Context, id: number | null) => [ctx.now().toISOString(), id, findKhaltiClient() !== null];

const isoOf = (instant: Date | string | null) => (instant === null ? null : new Date(instant).toISOString());
const numberOf = (bigint: string | null) => (bigint === null ? null : Number(bigint));

function toSummary(row: ProductRow): ProductSummary {
  const { idx, name, value, supplier, active, availability, worth, low_stock_threshold: lowStockThreshold } = row;
  const stock = Number(row.stock);
  return {
    ...{ idx, name, value, supplier, active, availability, worth, lowStockThreshold, stock },
    id: Number(row.id),
    couponId: numberOf(row.coupon_id),
    couponCode: row.coupon_code,
    amountPaisa: Number(row.amount_paisa),
    isLow: supplier === 'stock' && active && stock <= lowStockThreshold,
    previousAmountPaisa: numberOf(row.previous_amount_paisa),
    priceChangedAt: isoOf(row.price_changed_at),
    withdrawnAt: isoOf(row.withdrawn_at),
    createdAt: new Date(row.created_at).toISOString(),
  };
}

/** Every product that is not archived, by name, with what can be sold of it now. @throws Forbidden */
export const listProducts = operation('products.read', noInput, async (ctx): Promise<ProductSummary[]> => {
  const rows = await runStatement<ProductRow>(ctx.db, productSummaries, parameters(ctx, null));
  return rows.map(toSummary);
});

/** @throws Forbidden, Invalid */
export const findProduct = operation(
  'products.read',
  productInput,
  async (ctx, { id }): Promise<ProductSummary | null> => {
    const [row] = await runStatement<ProductRow>(ctx.db, productSummaries, parameters(ctx, id));
    return row ? toSummary(row) : null;
  },
);
