import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { Forbidden, RateLimited } from '@/lib/core/errors';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { getSale } from '@/lib/domain/sales/sales/get-sale';
import { replaceSalePin } from '@/lib/domain/sales/sales/replace-pin';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order, type Stock, times } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction, systemContext } from '@/lib/platform/context/context';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { checkReceipt } from './check-receipt';
import { printReceipt } from './print-receipt';
import { receiptToken } from './receipt-link';

const test = openTestDatabase({ max: 8 });
let seller: Context<UserActor>;
let stock: Stock;
beforeEach(async () => {
  vi.stubEnv('PUBLIC_URL', 'https://desk.example.com');
  resetEnv();
  seller = await makeUserContext(test.db, 'support');
  stock = await makeStock(test.db, 12);
});
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

const at = (instant: string) => ({ ...seller, now: () => new Date(instant) });
const sellOne = async () => (await sell(seller, order(stock))).sale.id;
const reason = 'Read out wrong';
const stranger = (address = 'unknown') => ({ ...systemContext(test.db, 'tests'), origin: { address } });
const tokenOf = (url: string | null) => url?.split('/').at(-1) ?? '';
const check = (url: string | null) => checkReceipt(stranger(), { token: tokenOf(url) });
const numbersOf = async (fiscalYear: number) => {
  const rows = await test.sql`select number from receipts where fiscal_year = ${fiscalYear} order by number`;
  return rows.map(({ number }) => number);
};

describe('a receipt', () => {
  it('has a number once, and each later one is a copy of it, in the timeline of the sale', async () => {
    const saleId = await sellOne();
    const first = await printReceipt(at('2026-11-28T10:00:00Z'), { saleId });
    expect(first).toMatchObject({ copy: 1, serial: null, createdAt: '2026-11-28T10:00:00.000Z' });
    expect(first.number).toMatch(/^2083\/84-0{3}\d{3}$/);
    const again = await printReceipt(at('2026-11-29T10:00:00Z'), { saleId });
    expect(again).toMatchObject({ number: first.number, copy: 2, createdAt: first.createdAt });
    const { events } = await getSale(seller, { saleId });
    expect(events.slice(-2).map(({ note, actorName }) => [note, actorName])).toEqual([
      [`Receipt ${first.number} was printed.`, seller.actor.name],
      [`Receipt ${first.number}: copy 2 was printed.`, seller.actor.name],
    ]);
    const audited =
      await test.sql`select data from audit_events where action = 'sale.receipt_printed' order by id desc`;
    expect(audited[0]?.data).toEqual({ number: first.number, copy: 2 });
  });

  it('begins with 1 in each fiscal year, by the day in Nepal', async () => {
    await updateSettings(await makeUserContext(test.db, 'admin'), { timeZone: 'UTC' });
    const numbers: string[] = [];
    for (const instant of ['2031-07-16T18:14:59Z', '2031-07-16T18:15:00Z', '2031-07-17T10:00:00Z']) {
      numbers.push((await printReceipt(at(instant), { saleId: await sellOne() })).number);
    }
    expect(numbers).toEqual(['2087/88-000001', '2088/89-000001', '2088/89-000002']);
  });

  it('leaves out no number and gives none twice: many at once, the same sale at once, and where one fails', async () => {
    const saleIds = await Promise.all(Array.from({ length: 8 }, sellOne));
    const then = at('2029-10-01T10:00:00Z');
    const failing = inTransaction(then, async (tx) => {
      await printReceipt(tx, { saleId: await sellOne() });
      throw new Error('The process died.');
    });
    const results = await Promise.allSettled([
      ...saleIds.map((saleId) => printReceipt(then, { saleId })),
      ...saleIds.map((saleId) => printReceipt(then, { saleId })),
      failing,
    ]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await numbersOf(2086)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const copies = await test.sql`select copy, count(*)::int as count from receipt_copies
      where sale_id in ${test.sql(saleIds)} group by copy order by copy`;
    expect(copies.map(({ copy, count }) => [copy, count])).toEqual([
      [1, 8],
      [2, 8],
    ]);
  });

  it('is printed by its seller and by anyone who can reveal the PINs of others, and for a sale that has its PIN', async () => {
    const saleId = await sellOne();
    const other = await makeUserContext(test.db, 'support');
    await expect(printReceipt(other, { saleId })).rejects.toBeInstanceOf(Forbidden);
    await expect(printReceipt(await makeUserContext(test.db, 'viewer'), { saleId })).rejects.toBeInstanceOf(Forbidden);
    const key = await makeKeyContext(test.db, ['coupons:read']);
    await expect(printReceipt(key as never, { saleId })).rejects.toBeInstanceOf(Forbidden);
    expect(await numbersOf(2090)).toEqual([]);
    expect(await printReceipt(await makeUserContext(test.db, 'admin'), { saleId })).toMatchObject({ copy: 1 });
    await voidSale(seller, { saleId, reason });
    await expect(printReceipt(seller, { saleId })).rejects.toMatchObject({ reason: 'sale_without_pin' });
  });

  it('says what the settings say of the company', async () => {
    const company = { address: 'Durbar Marg, Kathmandu', taxNumber: '301234567', receiptTerms: 'No returns.' };
    await updateSettings(await makeUserContext(test.db, 'admin'), company);
    expect((await printReceipt(seller, { saleId: await sellOne() })).company).toMatchObject(company);
  });
});

describe('the link of a receipt', () => {
  it('says what became of the PIN, and nothing of the PIN, the customer or the seller', async () => {
    const { sale, pin } = await sell(seller, order(stock, { phone: '984-1000071', email: 'customer@example.com' }));
    const { url, number } = await printReceipt(seller, { saleId: sale.id });
    expect(url).toMatch(/^https:\/\/desk\.example\.com\/receipt\/[\w-]+\.[\w-]+$/);
    const unused = await check(url);
    expect(unused).toEqual({
      number,
      copy: 1,
      createdAt: expect.any(String),
      productName: stock.product.name,
      pin: 'unused',
      usedAt: null,
      validUntil: null,
    });
    for (const secret of [pin ?? '', pin?.slice(-4) ?? '', '1000071', 'customer', seller.actor.name, sale.reference]) {
      expect(JSON.stringify(unused)).not.toContain(secret);
    }
    const redeemedAt = new Date();
    const platform = await makeKeyContext(test.db, ['redemptions:write'], () => redeemedAt);
    await redeem(platform, { code: pin ?? '', user: { id: 'customer-1' } });
    expect(await check(url)).toMatchObject({ pin: 'used', usedAt: redeemedAt.toISOString() });
  });

  it('says that the PIN is over, was voided, or was replaced since this copy', async () => {
    const ending = await makeStock(test.db, 3, { coupon: { validDaysAfterSale: 1 } });
    const { sale } = await sell(at('2026-11-28T06:00:00Z'), order(ending));
    const over = await printReceipt(seller, { saleId: sale.id });
    const later = { ...stranger(), now: () => new Date('2026-11-30T00:00:00Z') };
    expect(await checkReceipt(later, { token: tokenOf(over.url) })).toMatchObject({
      pin: 'expired',
      validUntil: sale.validUntil,
    });

    const saleId = await sellOne();
    const first = await printReceipt(seller, { saleId });
    await replaceSalePin(seller, { saleId, reason });
    const second = await printReceipt(seller, { saleId });
    expect([(await check(first.url))?.pin, (await check(second.url))?.pin]).toEqual(['replaced', 'unused']);
    await voidSale(seller, { saleId, reason });
    expect([(await check(first.url))?.pin, (await check(second.url))?.pin]).toEqual(['replaced', 'voided']);
  });

  it('works for what we signed alone, and for a limited number of times', async () => {
    const { url } = await printReceipt(seller, { saleId: await sellOne() });
    const [payload = '', signature = ''] = tokenOf(url).split('.');
    const other = Buffer.from('2083.1.1').toString('base64url');
    for (const token of [`${other}.${signature}x`, payload, `${payload}.`, 'none', '', `${payload}.${signature}A`]) {
      expect(await checkReceipt(stranger(), { token }), token).toBeNull();
    }
    expect(
      await checkReceipt(stranger(), { token: receiptToken({ fiscalYear: 2000, number: 1, copy: 1 }) }),
    ).toBeNull();
    const token = tokenOf(url);
    const asked = await times(61, () => checkReceipt(stranger('192.0.2.7'), { token }));
    const refused = asked.filter((one) => one.status === 'rejected');
    expect(refused.map((one) => one.reason)).toEqual([expect.any(RateLimited)]);
    expect(await checkReceipt(stranger('192.0.2.8'), { token })).not.toBeNull();
  });

  it('is left out where the desk does not know its own address', async () => {
    vi.stubEnv('PUBLIC_URL', '');
    resetEnv();
    expect((await printReceipt(seller, { saleId: await sellOne() })).url).toBeNull();
  });
});
