import fc from 'fast-check';
import { acknowledgeSale } from '@/lib/domain/sales/sales/acknowledge-sale';
import { hasResult } from '@/lib/domain/sales/sales/sale-transitions';
import { sell } from '@/lib/domain/sales/sales/sell';
import { readDeskSales, resultOf } from './showing-invariants';
import { nth, order, position, step } from './step';

/** A result is shown to its seller, to somebody else, or as it was before it changed. */
export const showingSteps = [
  fc.tuple(position, fc.constantFrom('its seller', 'somebody else', 'its seller, late')).map(([at, who]) =>
    step(`show sale ${at} to ${who}`, async (w) => {
      if ((await readDeskSales(w)).length === 0) await sell(w.desk, order(w, 'desk', w.stock.product));
      const sale = nth(await readDeskSales(w), at);
      if (!sale) return;
      const before = sale.state === 'succeeded' ? 'pin_missing' : 'succeeded';
      const state = who === 'its seller, late' ? before : sale.state;
      await acknowledgeSale(who === 'somebody else' ? w.admin : w.desk, { saleId: sale.id, state });
      if (who === 'its seller' && hasResult(sale.state)) w.shown.set(sale.id, resultOf(sale));
    }),
  ),
];
