import { runStatement } from '@/db/run-statement';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import { noInput, operation } from '@/lib/platform/context/operation';
import type { ProductSummary } from './list-products';
import { type SellableProductRow, sellableProducts } from './products.sql';

export type SellableProduct = Pick<ProductSummary, 'idx' | 'name' | 'value' | 'amountPaisa'>;

/** What can be bought now, oldest product first. @throws Forbidden */
export const listSellableProducts = operation('products.read', noInput, async (ctx): Promise<SellableProduct[]> => {
  const rows = await runStatement<SellableProductRow>(ctx.db, sellableProducts, [
    ctx.now().toISOString(),
    findKhaltiClient() !== null,
  ]);
  return rows.map(({ amount_paisa, ...product }) => ({ ...product, amountPaisa: Number(amount_paisa) }));
});
