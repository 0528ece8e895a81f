import { describe, expect, it } from 'vitest';
import { formatPaisa } from '@/lib/core/money';
import { findProduct } from '@/lib/domain/sales/products/list-products';
import { syncSupplier } from '@/lib/domain/sales/supply/sync-supplier';
import { sell } from './sell';
import { provideKhaltiDesk } from './testing';

const desk = provideKhaltiDesk();

describe('an order that Khalti refuses for its product or price', () => {
  it('has the new price read at once and named, so that the next sale is at that', async () => {
    const order = desk.order();
    desk.khalti.fault({ kind: 'price-change', amount: 2100 });
    const { sale } = await sell(desk.seller, order);
    expect(sale).toMatchObject({
      state: 'failed',
      failureCode: 'khalti:1010',
      failureReason: `Khalti’s price is now ${formatPaisa(210_000)}`,
    });
    expect(await findProduct(desk.admin, { id: order.productId })).toMatchObject({ amountPaisa: 210_000 });
    await expect(sell(desk.seller, desk.order())).rejects.toMatchObject({ reason: 'price_changed' });
    const again = await sell(desk.seller, desk.order({ expectedAmountPaisa: 210_000 }));
    expect(again.sale.state).toBe('succeeded');
  });

  it('says that it is not offered any more, and keeps Khalti’s words where nothing has changed', async () => {
    desk.khalti.setProduct({ value: 'nettv khalti', amount: 2100 });
    await syncSupplier(desk.system());
    const price = { expectedAmountPaisa: 210_000 };
    desk.khalti.fault({ kind: 'refuse', code: '1010', message: 'Validation error' });
    const refused = await sell(desk.seller, desk.order(price));
    expect(refused.sale.failureReason).toMatch(/^validation error/);
    desk.khalti.fault({ kind: 'price-change', amount: 2200 });
    desk.khalti.fault({ call: 'products', kind: 'html', status: 502 });
    const unread = await sell(desk.seller, desk.order(price));
    expect(unread.sale).toMatchObject({ state: 'failed', failureReason: expect.stringMatching(/^validation error/) });
    desk.khalti.setProduct({ value: 'nettv khalti', amount: 2100 });
    desk.khalti.fault({ kind: 'product-withdrawn' });
    const gone = await sell(desk.seller, desk.order(price));
    expect(gone.sale.failureReason).toBe('Khalti does not offer it any more');
  });
});
