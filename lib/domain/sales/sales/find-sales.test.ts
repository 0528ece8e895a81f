import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { sales } from '@/db/schema/sales';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { toCsv } from '@/lib/core/csv';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { exportSales } from './export-sales';
import { listSaleChoices } from './list-sale-choices';
import { listSales } from './list-sales';
import { normalizeSaleSearch } from './normalize-sale-search';
import { replaceSalePin } from './replace-pin';
import { isSafeSearch } from './sale-search';
import { sell } from './sell';
import { sumSales } from './sum-sales';
import { makeBuyer, makeStock, order, type Stock } from './testing';

const test = openTestDatabase();
const khalti = prepared(connectKhalti);
let stock: Stock;
let product: { id: number; amountPaisa: number };
let seller: Context<UserActor>;
beforeAll(async () => {
  product = await offerKhaltiProduct(test.db, khalti, { value: 'nettv khalti', amount: 2000 });
  stock = await makeStock(test.db, 20);
  seller = await makeUserContext(test.db, 'support');
});

const khaltiOrder = () => ({
  reference: randomUUID(),
  productId: product.id,
  expectedAmountPaisa: product.amountPaisa,
});
const idsOf = async (filter: Parameters<typeof listSales>[1]) =>
  (await listSales(seller, filter)).rows.map(({ id }) => id);

describe('a search that somebody types', () => {
  it('by a whole PIN of either supplier, or a serial, becomes the number of its sale', async () => {
    const ours = await sell(seller, order(stock));
    const theirs = await sell(seller, khaltiOrder());
    const [row] = await test.db.select().from(sales).where(eq(sales.id, theirs.sale.id));
    const serial = khalti.bookOf(row?.supplierReference ?? '')?.serial ?? '';
    for (const [text, id] of [
      [ours.pin?.toLowerCase(), ours.sale.id],
      [theirs.pin, theirs.sale.id],
      [serial, theirs.sale.id],
    ] as const) {
      expect(isSafeSearch(text ?? '')).toBe(false);
      const normalized = await normalizeSaleSearch(seller, { text: text ?? '' });
      expect(normalized).toEqual({ search: `#${id}`, by: 'secret' });
      expect(await idsOf({ search: normalized.search })).toEqual([id]);
    }
    expect(await idsOf({ search: theirs.pin ?? '' })).toEqual([]);
  });

  it('stays as it is for a reference and a phone number, and else keeps its last four only', async () => {
    const { sale } = await sell(seller, order(stock, { reference: 'ORDER-2026-1' }));
    const normalize = (text: string) => normalizeSaleSearch(seller, { text });
    expect(await normalize('ORDER-2026-1')).toEqual({ search: 'ORDER-2026-1', by: 'as_typed' });
    expect(await idsOf({ search: 'ORDER-2026-1' })).toEqual([sale.id]);
    expect(await normalize('९८६-०८४८०४५')).toEqual({ search: '९८६-०८४८०४५', by: 'as_typed' });
    expect(await normalize(stock.pins.at(-1) ?? '')).toEqual({ search: stock.pins.at(-1)?.slice(-4), by: 'last_four' });
    for (const safe of ['7K3Q', '#12', randomUUID(), 'one@example.com']) expect(isSafeSearch(safe), safe).toBe(true);
  });
});

describe('C11: a search by a part of a contact', () => {
  let id: number;
  beforeAll(async () => {
    const { sale } = await sell(seller, order(stock, { phone: '984-1012345', email: 'Cust.Omer+film@Example.com' }));
    id = sale.id;
    await sell(seller, order(stock, { phone: '984-2012346', email: 'custXomer@example.org' }));
  });

  it.each([
    ['the ending of a phone', '012345'],
    ['the ending as it is grouped', '4-1012345'],
    ['the beginning of a phone', '98410'],
    ['the beginning as it is grouped', '984-101'],
    ['the beginning with the country', '+977 98410'],
    ['the beginning with 977', '97798410'],
    ['digits of another script', '९८४१०'],
    ['the beginning of an address', 'cust.omer'],
    ['another case', 'CUST.Omer'],
    ['the middle of an address', 'omer+film'],
    ['a domain', '@example.com'],
    ['four letters', 'film'],
    ['the whole address in another case', 'CUST.OMER+FILM@EXAMPLE.COM'],
  ])('finds it by %s', async (_, text) => {
    const { search } = isSafeSearch(text) ? { search: text } : await normalizeSaleSearch(seller, { text });
    expect(await idsOf({ search })).toEqual([id]);
  });

  it.each([
    ['the middle of a phone', '10123'],
    ['four digits of a phone', '9841'],
    ['a wildcard', 'cust_omer'],
    ['another wildcard', '%'],
  ])('finds nothing by %s', async (_, search) => {
    expect(await idsOf({ search })).toEqual([]);
  });

  it('keeps no text in the address that is no part of a contact', async () => {
    const normalized = await normalizeSaleSearch(seller, { text: '998877' });
    expect(normalized).toEqual({ search: '8877', by: 'last_four' });
  });
});

describe('a search by what a sale is known by elsewhere', () => {
  it("finds it by the supplier's reference of it, typed or pasted", async () => {
    const { sale } = await sell(seller, khaltiOrder());
    const [row] = await test.db.select().from(sales).where(eq(sales.id, sale.id));
    const reference = row?.supplierReference ?? '';
    expect(await idsOf({ search: reference })).toEqual([sale.id]);
    expect(await normalizeSaleSearch(seller, { text: reference })).toEqual({ search: reference, by: 'as_typed' });
  });

  it('finds it by the last four of the PIN that it had before that was replaced', async () => {
    const shelf = await makeStock(test.db, 2);
    const { sale, pin } = await sell(seller, order(shelf));
    await replaceSalePin(seller, { saleId: sale.id, reason: 'Read out wrong' });
    expect(await idsOf({ search: pin?.slice(-4).toLowerCase() ?? '', productId: shelf.product.id })).toEqual([sale.id]);
    expect(await idsOf({ search: shelf.pins[1]?.slice(-4) ?? '', productId: shelf.product.id })).toEqual([sale.id]);
  });
});

describe('the filters', () => {
  it('narrow by product, seller, integrator and day, and the totals speak of the same sales', async () => {
    const other = await makeUserContext(test.db, 'support');
    const shelf = await makeStock(test.db, 2, { amountPaisa: 50_000 });
    const buyer = await makeBuyer(test.db, 1_000_000);
    const late = () => new Date('2026-11-22T18:14:59Z');
    const next = () => new Date('2026-11-22T18:15:00Z');
    const one = await sell({ ...other, now: late }, order(shelf));
    const two = await sell({ ...other, now: next }, order(shelf));
    const three = await sell({ ...buyer, now: next }, order(shelf));
    const four = await sell({ ...buyer, now: next }, order(stock));
    expect(three.sale.state).toBe('failed');
    const productId = shelf.product.id;
    expect(await idsOf({ productId })).toEqual([three.sale.id, two.sale.id, one.sale.id]);
    expect(await idsOf({ sellerId: other.actor.id })).toEqual([two.sale.id, one.sale.id]);
    expect(await idsOf({ integratorId: buyer.actor.integratorId })).toEqual([four.sale.id, three.sale.id]);
    expect(await idsOf({ productId, from: '2026-11-22', to: '2026-11-22' })).toEqual([one.sale.id]);
    expect(await idsOf({ productId, from: '2026-11-23' })).toEqual([three.sale.id, two.sale.id]);
    const days = { productId, from: '2026-11-22', limit: 2 };
    const first = await listSales(seller, days);
    const second = await listSales(seller, { ...days, after: first.next ?? '' });
    expect([first, second].map(({ rows }) => rows.map(({ id }) => id))).toEqual([
      [three.sale.id, two.sale.id],
      [one.sale.id],
    ]);
    expect((await listSales(seller, { ...days, after: second.previous ?? '' })).rows).toEqual(first.rows);
    expect((await sumSales(seller, { productId, from: '2026-11-23' })).states).toEqual([
      { state: 'succeeded', count: 1, amountPaisa: 50_000 },
      { state: 'failed', count: 1, amountPaisa: 50_000 },
    ]);
    expect(await sumSales(seller, { productId })).toEqual({
      states: [
        { state: 'succeeded', count: 2, amountPaisa: 100_000 },
        { state: 'failed', count: 1, amountPaisa: 50_000 },
      ],
      capped: false,
      money: null,
    });
  });

  it('offer people who sold, integrators and products by name', async () => {
    const choices = await listSaleChoices(seller);
    expect(choices.sellers).toContainEqual({ id: seller.actor.id, name: seller.actor.name });
    expect(choices.products).toContainEqual({ id: stock.product.id, name: stock.product.name });
    expect(choices.integrators).toHaveLength(1);
    const quiet = await makeUserContext(test.db, 'viewer');
    expect(choices.sellers.map(({ id }) => id)).not.toContain(quiet.actor.id);
  });

  it('have a queue of what needs a person, the longest waiting first', async () => {
    khalti.fault([{ kind: 'no-pin' }, { kind: 'no-pin' }]);
    const now = new Date('2026-11-20T06:00:00Z');
    const newer = await sell(seller, khaltiOrder());
    const older = await sell({ ...seller, now: () => now }, khaltiOrder());
    const page = await listSales(seller, { queue: 'needs-person', limit: 1 });
    expect(page).toMatchObject({ needsPerson: 2, rows: [{ id: older.sale.id, flaggedAt: now.toISOString() }] });
    const second = await listSales(seller, { queue: 'needs-person', limit: 1, after: page.next ?? '' });
    expect(second).toMatchObject({ rows: [{ id: newer.sale.id }], next: null });
  });
});

describe('the export', () => {
  it('has every sale that fits without its PIN, is safe in a spreadsheet, and is written down', async () => {
    const shelf = await makeStock(test.db, 2);
    await test.db.execute(`update products set name = '=cmd()' where id = ${shelf.product.id}`);
    const admin = await makeUserContext(test.db, 'admin');
    const { pin } = await sell(seller, order(shelf, { phone: '9860848045' }));
    const file = await exportSales(admin, { productId: shelf.product.id, search: '9860848045' });
    let text = '';
    for await (const rows of file.rows) text += toCsv(rows);
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`'=cmd()`);
    expect(lines[1]).toContain(',2000,NPR,,9860848045,');
    expect(lines.join()).not.toContain(pin);
    const [written] = await test.db.select().from(auditEvents).where(eq(auditEvents.action, 'sales.exported'));
    expect(written).toMatchObject({
      userId: admin.actor.id,
      data: { filter: { productId: shelf.product.id, searched: true } },
    });
    expect(JSON.stringify(written?.data)).not.toContain('9860848045');
  });

  it('and the other reads are not for integrators', async () => {
    const buyer = await makeBuyer(test.db, 0);
    const forbidden = { code: 'forbidden' };
    await expect(exportSales(buyer as never, {})).rejects.toMatchObject(forbidden);
    await expect(sumSales(buyer, {})).rejects.toMatchObject(forbidden);
    await expect(listSaleChoices(buyer)).rejects.toMatchObject(forbidden);
    await expect(normalizeSaleSearch(buyer, { text: '1234567' })).rejects.toMatchObject(forbidden);
  });
});
