import { runStatement } from '@/db/run-statement';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import type { ProductSummary } from './list-products';
import { type SellableProductRow, sellableProducts } from './products.sql';

export type SellableProduct = Pick<ProductSummary, 'idx' | 'name' | 'value' | 'amountPaisa'>;

/** What can be bought now, oldest product first. @throws Forbidden */
export async function listSellableProducts(ctx: Context): Promise<SellableProduct[]> {
  assertCan(ctx, 'products.read');
  const rows = await runStatement<SellableProductRow>(ctx.db, sellableProducts, [
    ctx.now().toISOString(),
    findKhaltiClient() !== null,
  ]);
  return rows.map((row) => ({ ...row, amountPaisa: Number(row.amountPaisa) }));
}
