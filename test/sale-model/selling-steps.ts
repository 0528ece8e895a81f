import fc from 'fast-check';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { setIntegratorPrice } from '@/lib/domain/sales/integrator-prices/set-integrator-price';
import { followUpSales, sweepPendingSales } from '@/lib/domain/sales/sales/follow-up-sales';
import { openSupplierSale } from '@/lib/domain/sales/sales/open-supplier-sale';
import { sell } from '@/lib/domain/sales/sales/sell';
import { settlePayment } from '@/lib/domain/sales/sales/settle-payment';
import type { FaultInput } from '@/sandbox/khalti/faults';
import { nth, order, position, reason, seller, step, systemOf } from './step';

/** The payment met no fault, or one of these. None waits: the clock of a run is not the machine's. */
const faults: (FaultInput | null)[] = [
  null,
  { kind: 'cut-before-booking' },
  { kind: 'cut-after-booking' },
  { kind: 'cut-mid-answer' },
  { kind: 'server-error' },
  { kind: 'server-error', books: true },
  { kind: 'html', status: 502 },
  { kind: 'truncated-json' },
  { kind: 'processing', lookUps: 1, endsAs: 'Success' },
  { kind: 'processing', lookUps: 2, endsAs: 'Failed' },
  { kind: 'duplicate-reference' },
  { kind: 'no-pin' },
  { kind: 'contradiction' },
  { kind: 'wrong-types' },
  { kind: 'float-noise' },
  { kind: 'out-of-stock' },
  { kind: 'insufficient-credits' },
];

const despiteSaleId = Number.MAX_SAFE_INTEGER;
/** Sold again within minutes, the desk is asked first, unless it was asked about every sale before. */
const contact = fc.constantFrom(
  {},
  { phone: '9860848045' },
  { paymentMethod: 'cash' as const },
  { phone: '9860848045', despiteSaleId },
  { email: 'buyer@example.com', despiteSaleId },
);

/** What is sold, what crashes meanwhile, and what time does to it. */
export const sellingSteps = [
  fc
    .tuple(seller, contact)
    .map(([by, to]) => step(`sell stock at ${by}`, (w) => sell(w[by], { ...order(w, by, w.stock.product), ...to }))),
  fc.tuple(seller, contact, fc.constantFrom(...faults)).map(([by, to, fault]) =>
    step(`sell Khalti at ${by} under ${JSON.stringify(fault)}`, (w) => {
      if (fault) w.khalti.fault(fault);
      return sell(w[by], { ...order(w, by, w.khaltiProduct), ...to });
    }),
  ),
  fc.tuple(seller, fc.constantFrom(...faults), fc.boolean()).map(([by, fault, paid]) =>
    step(`crash ${paid ? 'after' : 'before'} the payment, under ${JSON.stringify(fault)}`, async (w) => {
      const purchase = {
        ...order(w, by, w.khaltiProduct),
        phone: null,
        email: null,
        language: null,
        paymentMethod: null,
        despiteSaleId,
        at: new Date(w.clock.now),
      };
      const { sale, supplierValue, supplierMethod } = await openSupplierSale(w[by], purchase, true);
      if (!paid) return;
      if (fault) w.khalti.fault(fault);
      const { supplierReference, amountPaisa } = sale;
      const outcome = await findKhaltiClient()?.pay({
        reference: supplierReference ?? '',
        value: supplierValue,
        method: supplierMethod,
        amountPaisa,
      });
      if (outcome) w.unheard.push({ saleId: sale.id, outcome });
    }),
  ),
  fc.constant(
    step('an answer comes late', async (w) => {
      const heard = w.unheard.shift();
      if (heard) await settlePayment(w.desk, heard.saleId, heard.outcome, 1);
    }),
  ),
  position.map((at) =>
    step(`repeat order ${at}`, async (w) => {
      const again = nth(w.orders, at);
      if (again) await sell(w[again.by], again);
    }),
  ),
  fc.constantFrom(1, 2, 5, 11, 60, 1500).map((minutes) =>
    step(`${minutes} min pass`, (w) => {
      w.clock.now += minutes * 60_000;
      return followUpSales(systemOf(w));
    }),
  ),
  fc.constant(step('restart', (w) => sweepPendingSales(systemOf(w)))),
  fc
    .tuple(
      fc.boolean(),
      fc.constantFrom(
        { pricePaisa: null, commission: 0 },
        { pricePaisa: 1, commission: 0 },
        { pricePaisa: 199_999, commission: 0 },
        { pricePaisa: null, commission: 7.77 },
        { pricePaisa: null, commission: 99.99 },
      ),
    )
    .map(([isStock, terms]) =>
      step(`charge the integrator ${JSON.stringify(terms)} for ${isStock ? 'stock' : 'Khalti'}, and buy`, async (w) => {
        const product = isStock ? w.stock.product : w.khaltiProduct;
        const { integratorId } = w.integrator.actor;
        await setIntegratorPrice(w.admin, { integratorId, productId: product.id, ...terms });
        await sell(w.integrator, order(w, 'integrator', product));
      }),
    ),
  fc
    .integer({ min: 1, max: 900_000 })
    .map((amountPaisa) =>
      step(`top up ${amountPaisa}`, (w) =>
        topUpCredit(w.admin, { integratorId: w.integrator.actor.integratorId, amountPaisa, reason }),
      ),
    ),
];
