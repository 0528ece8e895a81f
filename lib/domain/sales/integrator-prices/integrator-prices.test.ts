import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { products } from '@/db/schema/products';
import { auditEvents } from '@/db/schema/team';
import { Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { getIntegrator, listIntegrators } from '@/lib/domain/access/integrators/list-integrators';
import { getOwnIntegrator } from '@/lib/domain/access/integrators/own-integrator';
import { exportStatement } from '@/lib/domain/sales/credits/export-statement';
import { readBalance } from '@/lib/domain/sales/credits/get-balance';
import { listOwnStatement, listStatement } from '@/lib/domain/sales/credits/list-statement';
import { reportSales } from '@/lib/domain/sales/reports/report-sales';
import { exportSales } from '@/lib/domain/sales/sales/export-sales';
import { getSale } from '@/lib/domain/sales/sales/get-sale';
import { giveGoodwill } from '@/lib/domain/sales/sales/give-goodwill';
import { markSaleRefunded } from '@/lib/domain/sales/sales/mark-refunded';
import { readPurchase } from '@/lib/domain/sales/sales/read-purchases';
import { sell } from '@/lib/domain/sales/sales/sell';
import { sumSales } from '@/lib/domain/sales/sales/sum-sales';
import { makeStock, order, provideKhaltiDesk, type Stock } from '@/lib/domain/sales/sales/testing';
import { voidPurchase } from '@/lib/domain/sales/sales/void-sale';
import { compareOwnBooks } from '@/lib/domain/sales/supply/compare-own-books';
import { makeKeyContext, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { csvOf } from '@/test/csv-of';
import { listIntegratorPrices } from './list-integrator-prices';
import { setIntegratorPrice } from './set-integrator-price';

const desk = provideKhaltiDesk();
const reason = 'tests';
const none = { pricePaisa: null, commission: 0 };
let stock: Stock;
let buyer: Context<KeyActor>;

beforeEach(async () => {
  stock = await makeStock(desk.db, 4);
  buyer = await desk.buyer(1_000_000);
});

const idOf = () => buyer.actor.integratorId;
const setTerms = (terms: Partial<{ pricePaisa: number | null; commission: number }>, productId = stock.product.id) =>
  setIntegratorPrice(desk.admin, { integratorId: idOf(), productId, ...none, ...terms });
const credit = () => readBalance(desk.db, idOf());

/** Nothing is in one book that is not in the others. */
async function expectBooksAgree(): Promise<void> {
  const now = desk.clock.now;
  const span = { from: new Date(now - 3_600_000), until: new Date(now + 3_600_000) };
  const { differences } = await compareOwnBooks(desk.system(), span);
  expect(differences.filter(({ kind }) => kind === 'ledger')).toEqual([]);
}

describe('what an integrator is charged', () => {
  it.each([
    [{ pricePaisa: 180_000 }, 180_000],
    [{ pricePaisa: 200_000 }, 200_000],
    [{ commission: 5 }, 190_000],
    [{ commission: 33.33 }, 133_340],
    [{ commission: 99.99 }, 20],
    [none, 200_000],
  ])('is by %j of a price of Rs 2,000: %i paisa', async (terms, charged) => {
    await setTerms(terms);
    const result = await sell(buyer, order(stock));
    expect(result).toMatchObject({ creditConsumedPaisa: charged, creditAvailablePaisa: 1_000_000 - charged });
    expect(result.sale.amountPaisa).toBe(200_000);
    expect(await credit()).toEqual({ availablePaisa: 1_000_000 - charged, heldPaisa: 0, consumedPaisa: charged });
    await expectBooksAgree();
  });

  it('is a commission without the part of a paisa', async () => {
    const odd = await makeStock(desk.db, 1, { amountPaisa: 101 });
    await setTerms({ commission: 1.5 }, odd.product.id);
    expect(await sell(buyer, order(odd))).toMatchObject({ creditConsumedPaisa: 100 });
  });

  it('is never more than the purchase names, also after the product became cheaper than the price', async () => {
    await setTerms({ pricePaisa: 180_000 });
    await desk.db.update(products).set({ amountPaisa: 150_000 }).where(eq(products.id, stock.product.id));
    expect(await sell(buyer, { ...order(stock), expectedAmountPaisa: 150_000 })).toMatchObject({
      creditConsumedPaisa: 150_000,
    });
    await expectBooksAgree();
  });

  it('does not change for others, nor for the desk', async () => {
    await setTerms({ commission: 50 });
    const other = await desk.buyer(1_000_000);
    expect(await sell(other, order(stock))).toMatchObject({ creditConsumedPaisa: 200_000 });
    const { sale } = await sell(desk.seller, order(stock));
    expect(sale.amountPaisa).toBe(200_000);
  });

  it('decides whether its credit is enough', async () => {
    buyer = await desk.buyer(250_000);
    await setTerms({ commission: 50 });
    const sold = await Promise.allSettled([1, 2, 3].map(() => sell(buyer, order(stock))));
    expect(sold.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await credit()).toEqual({ availablePaisa: 50_000, heldPaisa: 0, consumedPaisa: 200_000 });
    await expectBooksAgree();
  });

  it('is what comes back of a void, to the paisa, whatever it is charged by then', async () => {
    await setTerms({ commission: 7.5 });
    const { sale } = await sell(buyer, order(stock));
    await setTerms({ pricePaisa: 1 });
    expect(await voidPurchase(buyer, { reference: sale.reference, reason })).toMatchObject({ creditPaisa: 185_000 });
    expect(await credit()).toEqual({ availablePaisa: 1_000_000, heldPaisa: 0, consumedPaisa: 0 });
    await expectBooksAgree();
  });
});

describe('through Khalti', () => {
  it('holds, settles and releases what is charged, and pays Khalti its own price', async () => {
    const { productId } = desk.order();
    await setTerms({ commission: 10 }, productId);
    const { sale } = await sell(buyer, desk.order());
    expect((await desk.bookOf(sale.id))?.amountPaisa).toBe(200_000);
    expect(await credit()).toEqual({ availablePaisa: 820_000, heldPaisa: 0, consumedPaisa: 180_000 });
    desk.khalti.fault({ kind: 'no-pin' });
    const missing = await sell(buyer, desk.order());
    expect(await credit()).toMatchObject({ availablePaisa: 640_000, heldPaisa: 180_000 });
    await markSaleRefunded(desk.admin, { saleId: missing.sale.id, reason, evidence: reason });
    expect(await credit()).toMatchObject({ availablePaisa: 820_000, heldPaisa: 0 });
    await expectBooksAgree();
  });

  it('gives back as goodwill at most what was charged', async () => {
    const { productId } = desk.order();
    await setTerms({ commission: 10 }, productId);
    const { sale } = await sell(buyer, desk.order());
    const tooMuch = giveGoodwill(desk.admin, { saleId: sale.id, amountPaisa: 180_001, reason });
    await expect(tooMuch).rejects.toBeInstanceOf(Invalid);
    const resolver = await makeUserContext(desk.db, await makeRole(desk.db, 'sales.resolve'));
    for (const amountPaisa of [1, 180_000, 180_001]) {
      await expect(giveGoodwill(resolver, { saleId: sale.id, amountPaisa, reason })).rejects.toBeInstanceOf(Forbidden);
    }
    await giveGoodwill(desk.admin, { saleId: sale.id, amountPaisa: 180_000, reason });
    expect(await credit()).toEqual({ availablePaisa: 1_000_000, heldPaisa: 0, consumedPaisa: 0 });
    await expectBooksAgree();
  });
});

describe('is seen', () => {
  it('in the margin, the totals, reports, exports and the statement, and by anyone who sees money alone', async () => {
    await setTerms({ commission: 5 });
    const { sale } = await sell(buyer, order(stock));
    const saleId = sale.id;
    const supervisor = { ...(await makeUserContext(desk.db, 'supervisor')), now: desk.admin.now };
    const support = { ...(await makeUserContext(desk.db, 'support')), now: desk.admin.now };
    expect((await getSale(supervisor, { saleId })).money).toMatchObject({ commissionPaisa: 10_000 });
    const filter = { productId: stock.product.id };
    expect((await sumSales(supervisor, filter)).money).toMatchObject({ commissionPaisa: 10_000, uncosted: 1 });
    const { rows } = await reportSales(supervisor, { by: 'integrator' });
    expect(rows.find(({ key }) => key === String(idOf()))?.money).toMatchObject({ commissionPaisa: 10_000 });
    const { entries } = await listStatement(desk.admin, { integratorId: idOf() });
    expect(entries[0]).toMatchObject({ kind: 'purchase', amountPaisa: -190_000, balancePaisa: 810_000 });
    const purchase = await readPurchase(buyer, { reference: sale.reference });
    expect(purchase).toMatchObject({ amountPaisa: 200_000, chargedPaisa: 190_000 });

    expect((await getSale(support, { saleId })).money).toBeNull();
    const csv = await csvOf(await exportSales(support, filter));
    const seen = JSON.stringify([
      await getSale(support, { saleId }),
      await sumSales(support, filter),
      await reportSales(support, { by: 'integrator' }),
      csv,
    ]);
    expect(seen).not.toMatch(/190[,]?000|1900|10000(?!\d)|commission/);
  });

  it('in what is said of the company, by anyone who sees money alone, and by its own people', async () => {
    await setTerms({ commission: 5 });
    await sell(buyer, order(stock));
    const blind = await makeUserContext(desk.db, await makeRole(desk.db, 'integrators.write'));
    const statement = await listStatement(blind, { integratorId: idOf() });
    expect(statement).toMatchObject({ openingPaisa: null, closingPaisa: null });
    expect(statement.entries).toMatchObject([
      { kind: 'purchase', amountPaisa: null, balancePaisa: null, reference: expect.any(String) },
      { kind: 'top_up', amountPaisa: 1_000_000, balancePaisa: null },
    ]);
    const csv = await csvOf(await exportStatement(blind, { integratorId: idOf() }));
    const integrator = await getIntegrator(blind, { id: idOf() });
    expect(integrator).toMatchObject({ availablePaisa: null, heldPaisa: null, consumedPaisa: null });
    const listed = (await listIntegrators(blind)).filter(({ id }) => id === idOf());
    const seen = JSON.stringify([statement, csv, integrator, listed]);
    expect(seen).not.toMatch(/1[.,]?900|190000|8[.,]?100|810000/);

    const partner = await makeUserContext(desk.db, 'partner', undefined, idOf());
    expect((await listOwnStatement(partner, {})).entries).toContainEqual(
      expect.objectContaining({ kind: 'purchase', amountPaisa: -190_000, balancePaisa: 810_000 }),
    );
    expect(await getOwnIntegrator(partner)).toMatchObject({ consumedPaisa: 190_000 });
  });
});

describe('setting it', () => {
  it('is listed and audited without the amount, and is taken back by neither', async () => {
    await setTerms({ pricePaisa: 150_000 });
    await setTerms({ commission: 12.5 });
    const of = async () =>
      (await listIntegratorPrices(desk.admin, { integratorId: idOf() })).find(
        ({ productId }) => productId === stock.product.id,
      );
    expect(await of()).toMatchObject({
      amountPaisa: 200_000,
      chargedPaisa: 175_000,
      pricePaisa: null,
      commission: 12.5,
    });
    await setTerms(none);
    expect(await of()).toMatchObject({ chargedPaisa: 200_000, pricePaisa: null, commission: null });
    const audited = await desk.db.select().from(auditEvents).where(eq(auditEvents.action, 'integrator.price_set'));
    const own = audited.filter(({ subjectId }) => subjectId === idOf());
    expect(own.map(({ data }) => data)).toEqual(Array(3).fill({ productId: stock.product.id }));
  });

  it('is for anyone who can change integrators and sees money, and for no key', async () => {
    const input = { integratorId: idOf(), productId: stock.product.id, pricePaisa: 1, commission: 0 };
    for (const role of ['supervisor', 'support', 'viewer'] as const) {
      await expect(setIntegratorPrice(await makeUserContext(desk.db, role), input)).rejects.toBeInstanceOf(Forbidden);
    }
    const blind = await makeUserContext(desk.db, await makeRole(desk.db, 'integrators.write'));
    await expect(setIntegratorPrice(blind, input)).rejects.toBeInstanceOf(Forbidden);
    await expect(listIntegratorPrices(blind, { integratorId: idOf() })).rejects.toBeInstanceOf(Forbidden);
    const key = await makeKeyContext(desk.db, ['nettv:sell']);
    await expect(setIntegratorPrice(key, input)).rejects.toBeInstanceOf(Forbidden);
  });

  it('refuses what is not there, both at once, and a price above the product’s', async () => {
    await expect(setTerms({ pricePaisa: 200_001 })).rejects.toBeInstanceOf(Invalid);
    await expect(setTerms({ pricePaisa: 1, commission: 1 })).rejects.toBeInstanceOf(Invalid);
    for (const wrong of [{ commission: 100 }, { commission: 0.001 }, { pricePaisa: 0 }, { pricePaisa: 1.5 }]) {
      await expect(setTerms(wrong)).rejects.toBeInstanceOf(Invalid);
    }
    await expect(setTerms({ commission: 1 }, 987_654)).rejects.toBeInstanceOf(NotFound);
    const nobody = { integratorId: 987_654, productId: stock.product.id, pricePaisa: 1, commission: 0 };
    await expect(setIntegratorPrice(desk.admin, nobody)).rejects.toBeInstanceOf(NotFound);
  });
});
