import { deepStrictEqual } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Executor } from '@/db/client';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import { DomainError } from '@/lib/core/errors';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { listDeliveries } from '@/lib/domain/sales/deliveries/list-deliveries';
import { resendDelivery } from '@/lib/domain/sales/deliveries/resend-delivery';
import { followUpSales, sweepPendingSales } from '@/lib/domain/sales/sales/follow-up-sales';
import { giveGoodwill } from '@/lib/domain/sales/sales/give-goodwill';
import { openSupplierSale } from '@/lib/domain/sales/sales/open-supplier-sale';
import { replaceSalePin } from '@/lib/domain/sales/sales/replace-pin';
import { enterSalePin, lookUpSale, markSaleFailed, markSaleRefunded } from '@/lib/domain/sales/sales/resolve-sale';
import { sell } from '@/lib/domain/sales/sales/sell';
import { settlePayment } from '@/lib/domain/sales/sales/settle-payment';
import { makeBuyer, makeStock } from '@/lib/domain/sales/sales/testing';
import { voidPurchase, voidSale } from '@/lib/domain/sales/sales/void-sale';
import { type ConnectedKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import type { FaultInput } from '@/sandbox/khalti/faults';
import { newSeed } from '@/test/random';
import { assertInvariants, readBooks } from './invariants';
import type { Seller, World } from './world';

/** Nothing of a model: what must hold is read from both books after each step. */
type Model = Record<string, never>;

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

const seller = fc.constantFrom<Seller>('desk', 'integrator');
const despiteSaleId = Number.MAX_SAFE_INTEGER;
/** Sold again within minutes, the desk is asked first, unless it was asked about every sale before. */
const contact = fc.constantFrom(
  {},
  { phone: '9860848045' },
  { phone: '9860848045', despiteSaleId },
  { email: 'buyer@example.com', despiteSaleId },
);

/** A step: what a person, an integrator, the clock or a crash does. Refusals are part of it, faults are not. */
function step(name: string, run: (world: World) => Promise<unknown>): fc.AsyncCommand<Model, World> {
  return {
    check: () => true,
    async run(_model, world) {
      await run(world).catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
      });
      await assertInvariants(world);
    },
    toString: () => name,
  };
}

function order(world: World, by: Seller, product: { id: number; amountPaisa: number }) {
  const made = { by, productId: product.id, expectedAmountPaisa: product.amountPaisa, reference: randomUUID() };
  world.orders.push(made);
  return made;
}

const nth = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
const nthSale = async (world: World, at: number) => nth((await readBooks(world)).sales, at);
const position = fc.nat({ max: 30 });
const reason = 'what the support of the supplier said';

const commands = [
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
        despiteSaleId,
        at: new Date(w.clock.now),
      };
      const { sale, supplierValue } = await openSupplierSale(w[by], purchase, true);
      if (!paid) return;
      if (fault) w.khalti.fault(fault);
      const { supplierReference, amountPaisa } = sale;
      const outcome = await findKhaltiClient()?.pay({
        reference: supplierReference ?? '',
        value: supplierValue,
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
  fc.tuple(position, fc.integer({ min: 1, max: 250_000 })).map(([at, amountPaisa]) =>
    step(`goodwill of ${amountPaisa} for sale ${at}`, async (w) => {
      const { sales } = await readBooks(w);
      const sold = sales.filter(({ state, supplier }) => state === 'succeeded' && supplier === 'khalti');
      const sale = nth(sold, at) ?? nth(sales, at);
      if (sale) await giveGoodwill(w.admin, { saleId: sale.id, amountPaisa, reason });
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
  fc
    .integer({ min: 1, max: 900_000 })
    .map((amountPaisa) =>
      step(`top up ${amountPaisa}`, (w) =>
        topUpCredit(w.admin, { integratorId: w.integrator.actor.integratorId, amountPaisa, reason }),
      ),
    ),
  position.map((at) =>
    step(`resend of sale ${at}`, async (w) => {
      const sale = await nthSale(w, at);
      const [message] = sale ? await listDeliveries(w.desk, { saleId: sale.id }) : [];
      if (message) await resendDelivery(w.desk, { deliveryId: message.id, recipient: undefined });
    }),
  ),
];

const systemOf = (w: World) => ({ ...systemContext(w.db, 'model'), now: w.desk.now });

async function makeWorld(db: Executor, khalti: ConnectedKhalti): Promise<World> {
  const clock = { now: Date.parse('2026-11-22T06:00:00Z') };
  const now = () => new Date(clock.now);
  const value = `model ${randomUUID()}`;
  khalti.clearFaults();
  return {
    db,
    khalti,
    clock,
    stock: await makeStock(db, 3),
    khaltiProduct: await offerKhaltiProduct(db, khalti, { value, amount: 2000 }),
    integrator: { ...(await makeBuyer(db, 1_000_000)), now },
    desk: { ...(await makeUserContext(db, 'support')), now },
    admin: { ...(await makeUserContext(db, 'admin')), now },
    platform: { ...(await makeKeyContext(db, ['redemptions:read', 'redemptions:write'])), now },
    unheard: [],
    orders: [],
  };
}

/** Random interleavings over both suppliers; throws with seed and steps when a rule is broken. */
export async function checkSaleModel(
  db: Executor,
  khalti: ConnectedKhalti,
  options: { runs: number; seed?: number; steps?: number },
): Promise<void> {
  const { runs, seed = newSeed(), steps = 14 } = options;
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: steps }), async (some) => {
      const world = await makeWorld(db, khalti);
      await fc.asyncModelRun(() => ({ model: {}, real: world }), some);
    }),
    { numRuns: runs, seed },
  );
}
