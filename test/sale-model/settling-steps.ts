import { deepStrictEqual } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { builtInMethods } from '@/lib/core/entities/payment-method';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { giveGoodwillCode } from '@/lib/domain/sales/customers/give-goodwill-code';
import { listDeliveries } from '@/lib/domain/sales/deliveries/list-deliveries';
import { correctPayment } from '@/lib/domain/sales/sales/correct-payment';
import { correctSalePin } from '@/lib/domain/sales/sales/correct-pin';
import { giveGoodwill } from '@/lib/domain/sales/sales/give-goodwill';
import { markSaleRefunded } from '@/lib/domain/sales/sales/mark-refunded';
import { replaceSalePin } from '@/lib/domain/sales/sales/replace-pin';
import { resendDelivery } from '@/lib/domain/sales/sales/resend-delivery';
import { enterSalePin, lookUpSale, markSaleFailed } from '@/lib/domain/sales/sales/resolve-sale';
import { sell } from '@/lib/domain/sales/sales/sell';
import { voidPurchase, voidSale } from '@/lib/domain/sales/sales/void-sale';
import { readBooks } from './invariants';
import { nth, nthSale, order, position, reason, seller, step } from './step';

/** What people do with a sale afterwards: look up, resolve, refund, void, replace, send again. */
export const settlingSteps = [
  position.map((at) =>
    step(`look up sale ${at}`, async (w) => {
      const sale = await nthSale(w, at);
      if (sale) await lookUpSale(w.desk, { saleId: sale.id });
    }),
  ),
  position.map((at) =>
    step(`resolve sale ${at}`, async (w) => {
      const sale = await nthSale(w, at);
      if (!sale) return;
      // A person says what the supplier's books say.
      const book = sale.supplierReference ? w.khalti.bookOf(sale.supplierReference) : undefined;
      if (book?.booked && book.pin) await enterSalePin(w.admin, { saleId: sale.id, pin: book.pin, reason });
      else if (!book?.booked) await markSaleFailed(w.admin, { saleId: sale.id, reason });
    }),
  ),
  position.map((at) =>
    step(`refund sale ${at}`, async (w) => {
      const { sales } = await readBooks(w);
      const paid = sales.filter(({ state }) => state === 'pin_missing');
      const sale = nth(paid, at) ?? nth(sales, at);
      if (sale) await markSaleRefunded(w.admin, { saleId: sale.id, reason, evidence: reason });
    }),
  ),
  fc.tuple(position, fc.boolean()).map(([at, isBack]) =>
    step(
      `Khalti ${isBack ? 'gave the money of sale' : 'did not give back'} ${at}, and it is marked refunded`,
      async (w) => {
        const { sales } = await readBooks(w);
        const sold = sales.filter(({ state, supplier }) => state === 'succeeded' && supplier === 'khalti');
        const sale = nth(sold, at) ?? nth(sales, at);
        if (!sale) return;
        if (isBack) w.khalti.refund(sale.supplierReference ?? '');
        await markSaleRefunded(w.admin, { saleId: sale.id, reason, evidence: reason });
      },
    ),
  ),
  fc.tuple(position, fc.integer({ min: 1, max: 250_000 })).map(([at, amountPaisa]) =>
    step(`goodwill of ${amountPaisa} for sale ${at}`, async (w) => {
      const { sales } = await readBooks(w);
      const sold = sales.filter(({ state, supplier }) => state === 'succeeded' && supplier === 'khalti');
      const sale = nth(sold, at) ?? nth(sales, at);
      if (sale) await giveGoodwill(w.admin, { saleId: sale.id, amountPaisa, reason });
    }),
  ),
  fc.tuple(position, fc.boolean()).map(([at, again]) =>
    step(`give a code away for ${again ? `press ${at} again` : 'a sale to somebody'}, twice at once`, async (w) => {
      const make = async () => {
        const contact = { email: `${randomUUID()}@example.com` };
        const { sale } = await sell(w.desk, { ...order(w, 'desk', w.khaltiProduct), ...contact });
        const made = { press: `press-${randomUUID()}`, saleId: sale.id, couponId: w.goodwillCouponId, reason };
        w.presses.push(made);
        return made;
      };
      const press = (again ? nth(w.presses, at) : undefined) ?? (await make());
      const given = await Promise.allSettled([giveGoodwillCode(w.admin, press), giveGoodwillCode(w.admin, press)]);
      deepStrictEqual(...(given.map((one) => (one.status === 'fulfilled' ? one.value : null)) as [unknown, unknown]));
      for (const one of given) if (one.status === 'rejected') throw one.reason;
    }),
  ),
  fc.tuple(position, fc.constantFrom(...builtInMethods), fc.boolean()).map(([at, paymentMethod, own]) =>
    step(`sale ${at} was paid by ${paymentMethod}, says ${own ? 'its seller' : 'an admin'}`, async (w) => {
      const { sales } = await readBooks(w);
      const atDesk = sales.filter(({ integratorId }) => integratorId === null);
      const sale = nth(atDesk, at) ?? (await sell(w.desk, order(w, 'desk', w.khaltiProduct))).sale;
      await correctPayment(own ? w.desk : w.admin, { saleId: sale.id, paymentMethod, reason });
    }),
  ),
  // Drawn alone so that no test of many runs passes without a refund.
  seller.map((by) =>
    step(`sell Khalti at ${by} without a PIN, and refund it`, async (w) => {
      w.khalti.fault({ kind: 'no-pin' });
      const { sale } = await sell(w[by], order(w, by, w.khaltiProduct));
      await markSaleRefunded(w.admin, { saleId: sale.id, reason, evidence: reason });
    }),
  ),
  fc.tuple(position, fc.boolean()).map(([at, own]) =>
    step(`void sale ${at}${own ? ' as its buyer' : ''}`, async (w) => {
      const { sales } = await readBooks(w);
      const sold = sales.filter(({ state, supplier }) => state === 'succeeded' && supplier === 'stock');
      const sale = nth(sold, at) ?? nth(sales, at);
      if (!sale) return;
      if (sale.integratorId !== null && own) await voidPurchase(w.integrator, { reference: sale.reference, reason });
      else await voidSale(own ? w.desk : w.admin, { saleId: sale.id, reason });
    }),
  ),
  position.map((at) =>
    step(`replace the PIN of sale ${at}`, async (w) => {
      const { sales } = await readBooks(w);
      const sold = sales.filter(({ state, supplier }) => state === 'succeeded' && supplier === 'stock');
      const sale = nth(sold, at) ?? nth(sales, at);
      if (sale) await replaceSalePin(w.admin, { saleId: sale.id, reason });
    }),
  ),
  // Drawn alone, as a refund is.
  fc.tuple(seller, fc.boolean()).map(([by, isRight]) =>
    step(
      `sell Khalti at ${by} without a PIN, enter a wrong one, and correct it${isRight ? '' : ' with a sold one'}`,
      async (w) => {
        w.khalti.fault({ kind: 'no-pin' });
        const { sale } = await sell(w[by], order(w, by, w.khaltiProduct));
        const saleId = sale.id;
        await enterSalePin(w.admin, { saleId, pin: `WRONG-${saleId}`, reason, confirmed: true });
        const books = w.khalti.books().filter(({ pin }) => pin);
        const pin = isRight ? `RIGHT-${saleId}` : books.at(0)?.pin;
        if (pin) await correctSalePin(w.admin, { saleId, pin, reason, confirmed: true });
      },
    ),
  ),
  fc.tuple(seller, fc.boolean()).map(([by, voidFirst]) =>
    step(`sell stock at ${by}; void it and redeem its PIN together${voidFirst ? '' : ', the PIN first'}`, async (w) => {
      const { sale, pin } = await sell(w[by], order(w, by, w.stock.product));
      if (pin === null) return;
      const undo = () => voidSale(w.admin, { saleId: sale.id, reason });
      const use = () => redeem(w.platform, { code: pin, user: { id: randomUUID() }, idempotencyKey: randomUUID() });
      const settled = await Promise.allSettled(voidFirst ? [undo(), use()] : [use(), undo()]);
      deepStrictEqual(settled.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    }),
  ),
  position.map((at) =>
    step(`resend of sale ${at}`, async (w) => {
      const sale = await nthSale(w, at);
      const [message] = sale ? await listDeliveries(w.desk, { saleId: sale.id }) : [];
      if (message) await resendDelivery(w.desk, { deliveryId: message.id, recipient: undefined });
    }),
  ),
];
