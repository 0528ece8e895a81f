import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { revealSalePin } from '@/lib/domain/sales/pins/reveal-sale-pin';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { findOwnSale, getSale } from './get-sale';
import { listSales } from './list-sales';
import { sell } from './sell';
import { makeBuyer, makeStock, order, type Stock } from './testing';

const database = openTestDatabase();
let stock: Stock;
beforeAll(async () => {
  stock = await makeStock(database.db, 30);
});

describe('the list of sales', () => {
  it('is found by reference, phone as written, email, and the last four of the PIN', async () => {
    const seller = await makeUserContext(database.db, 'support');
    const { sale, pin } = await sell(seller, order(stock, { phone: '9841000001', email: 'one@example.com' }));
    await sell(seller, order(stock, { phone: '9841000002' }));
    for (const search of [
      sale.reference,
      '984-1000001',
      '+९७७ ९८४१०००००१',
      'ONE@example.com',
      pin?.slice(-4).toLowerCase(),
    ]) {
      const found = await listSales(seller, { search });
      expect(
        found.rows.map((row) => row.id),
        search,
      ).toEqual([sale.id]);
    }
    expect((await listSales(seller, { search: 'nothing' })).rows).toEqual([]);
  });

  it('is filtered by state and read page by page, newest first', async () => {
    const empty = await makeStock(database.db, 0);
    const seller = await makeUserContext(database.db, 'support');
    for (const _ of [1, 2, 3]) await sell(seller, order(empty));
    const first = await listSales(seller, { state: 'failed', limit: 2 });
    expect(first.rows).toHaveLength(2);
    const second = await listSales(seller, { state: 'failed', limit: 2, after: first.next ?? '' });
    expect(second).toMatchObject({ rows: [{ state: 'failed' }], next: null });
    const ids = [...first.rows, ...second.rows].map((row) => row.id);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    expect((await listSales(seller, { state: 'failed', limit: 2, after: second.previous ?? '' })).rows).toEqual(
      first.rows,
    );
  });

  it('shows integrators by name, and is not for keys', async () => {
    const buyer = await makeBuyer(database.db, 200_000);
    const { sale } = await sell(buyer, order(stock));
    const viewer = await makeUserContext(database.db, 'viewer');
    expect(await getSale(viewer, { saleId: sale.id })).toMatchObject({
      sellerName: buyer.actor.integratorName,
      reveal: 'forbidden',
      events: [{ state: 'succeeded', actorName: buyer.actor.integratorName }],
    });
    await expect(listSales(buyer, {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getSale(viewer, { saleId: 999_999 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('finds what a seller sold under a reference, and nothing of others', async () => {
    const seller = await makeUserContext(database.db, 'support');
    const { sale } = await sell(seller, order(stock));
    expect(await findOwnSale(seller, { reference: sale.reference })).toEqual(sale);
    expect(await findOwnSale(await makeUserContext(database.db, 'support'), { reference: sale.reference })).toBeNull();
  });
});

describe('the PIN of a sale', () => {
  const audits = async (saleId: number) => {
    const about = and(eq(auditEvents.subjectId, saleId), eq(auditEvents.action, 'sale.pin_revealed'));
    return database.db.select().from(auditEvents).where(about);
  };

  it('is shown to its seller, audited', async () => {
    const seller = await makeUserContext(database.db, 'support');
    const { sale, pin } = await sell(seller, order(stock));
    expect(await revealSalePin(seller, { saleId: sale.id })).toEqual({ pin });
    expect(await audits(sale.id)).toMatchObject([{ userId: seller.actor.id, data: {} }]);
  });

  it('is shown to an admin with a reason, and not without', async () => {
    const { sale, pin } = await sell(await makeUserContext(database.db, 'support'), order(stock));
    const admin = await makeUserContext(database.db, 'admin');
    await expect(revealSalePin(admin, { saleId: sale.id })).rejects.toMatchObject({
      fields: { reason: [expect.any(String)] },
    });
    expect(await revealSalePin(admin, { saleId: sale.id, reason: 'Customer lost the SMS' })).toEqual({ pin });
    expect(await audits(sale.id)).toMatchObject([
      { userId: admin.actor.id, data: { reason: 'Customer lost the SMS' } },
    ]);
  });

  it('is not shown to other support staff nor to viewers', async () => {
    const { sale } = await sell(await makeUserContext(database.db, 'support'), order(stock));
    for (const role of ['support', 'viewer'] as const) {
      const other = await makeUserContext(database.db, role);
      const asked = revealSalePin(other, { saleId: sale.id, reason: 'I want it' });
      await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await audits(sale.id)).toEqual([]);
  });

  it('of a failed sale is none', async () => {
    const seller = await makeUserContext(database.db, 'support');
    const { sale } = await sell(seller, order(await makeStock(database.db, 0)));
    await expect(revealSalePin(seller, { saleId: sale.id })).rejects.toMatchObject({ reason: 'no_pin' });
  });
});

it('an integrator sees no sale of the desk', async () => {
  const key = await makeKeyContext(database.db, ['nettv:sell']);
  await expect(getSale(key as never, { saleId: 1 })).rejects.toMatchObject({ code: 'forbidden' });
});
