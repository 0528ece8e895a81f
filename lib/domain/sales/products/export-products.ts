import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import type { Context } from '@/lib/platform/context/context';
import { noInput } from '@/lib/platform/context/operation';
import { recordExport } from '@/lib/platform/exports/record-export';
import { tableExport } from '@/lib/platform/exports/table-export';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { listProducts, type ProductSummary } from './list-products';

const header = [
  'id',
  'idx',
  'name',
  'value',
  'price',
  'currency',
  'previous_price',
  ...instantColumns('price_changed_at'),
  'supplier',
  'coupon_id',
  'coupon',
  'requires_sale',
  'active',
  'availability',
  'stock',
  'low_stock_threshold',
  'is_low',
  ...instantColumns('withdrawn_at'),
  ...instantColumns('created_at'),
];

/** The products as a file, by name, with what can be sold of each now. Audited. @throws Forbidden */
export const exportProducts = tableExport('products.read', noInput, {
  kind: 'products',
  columns: () => header,
  record: (ctx) => recordExport(ctx, { action: 'products.exported', what: 'products' }),
  count: async (ctx) => (await listProducts(ctx, {})).length,
  rows,
});

async function* rows(ctx: Context): AsyncGenerator<Cell[][]> {
  const [products, { timeZone }] = await Promise.all([listProducts(ctx, {}), getSettings(ctx.db)]);
  if (products.length > 0) yield products.map((product) => cells(product, timeZone));
}

const cells = (product: ProductSummary, timeZone: string): Cell[] => [
  product.id,
  product.idx,
  product.name,
  product.value,
  rupeesCell(product.amountPaisa),
  currency,
  rupeesCell(product.previousAmountPaisa),
  ...instantCells(product.priceChangedAt, timeZone),
  product.supplier,
  product.couponId,
  product.couponCode,
  product.worth?.requiresSale ?? null,
  product.active,
  product.availability,
  product.supplier === 'stock' ? product.stock : null,
  product.lowStockThreshold,
  product.isLow,
  ...instantCells(product.withdrawnAt, timeZone),
  ...instantCells(product.createdAt, timeZone),
];
