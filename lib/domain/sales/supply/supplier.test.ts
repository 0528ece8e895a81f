import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { findProduct } from '@/lib/domain/sales/products/list-products';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import type { KhaltiSandbox } from '@/sandbox/khalti/start-khalti-sandbox';
import { prepared } from '@/test/prepared';
import { getSupplier } from './get-supplier';
import { recordCall } from './record-call';
import { setMaintenance } from './set-maintenance';
import { connectKhalti, offerKhaltiProduct } from './testing';

const database = openTestDatabase();
let khalti: KhaltiSandbox;
const admin = prepared(() => makeUserContext(database.db, 'admin'));
beforeEach(async () => {
  khalti = await connectKhalti();
});
afterEach(() => khalti.close());

describe('maintenance', () => {
  it('keeps Khalti’s products from being sold, and no others', async () => {
    const stock = await makeStock(database.db, 2);
    const { id, amountPaisa } = await offerKhaltiProduct(database.db, khalti, { value: 'cine', amount: 100 });
    const seller = await makeUserContext(database.db, 'support');
    await setMaintenance(admin, { maintenance: true });
    await setMaintenance(admin, { maintenance: true });
    expect((await getSupplier(seller)).maintenanceAt).not.toBeNull();
    expect(await findProduct(admin, { id })).toMatchObject({ availability: 'maintenance' });
    const khaltiOrder = { productId: id, expectedAmountPaisa: amountPaisa };
    expect((await sell(seller, { ...khaltiOrder, reference: 'meanwhile' })).sale.state).toBe('failed');
    expect(khalti.books()).toEqual([]);
    expect((await sell(seller, order(stock))).sale.state).toBe('succeeded');
    await setMaintenance(admin, { maintenance: false });
    expect((await sell(seller, { ...khaltiOrder, reference: 'after' })).sale.state).toBe('succeeded');
    const switched = await database.db.select().from(auditEvents).where(eq(auditEvents.subjectKind, 'settings'));
    expect(switched.map(({ action }) => action)).toEqual(['supplier.maintenance_on', 'supplier.maintenance_off']);
  });

  it('is switched neither by support, nor by a viewer, nor by a key', async () => {
    for (const ctx of [
      await makeUserContext(database.db, 'support'),
      await makeUserContext(database.db, 'viewer'),
      await makeKeyContext(database.db, ['nettv:sell', 'coupons:write']),
    ]) {
      await expect(setMaintenance(ctx, { maintenance: true })).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect((await getSupplier(admin)).maintenanceAt).toBeNull();
  });
});

describe('how Khalti is doing', () => {
  const noon = new Date('2026-11-10T06:15:00Z');
  const at = (instant: Date): Context => ({ ...systemContext(database.db, 'tests'), now: () => instant });
  const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);

  it('counts today’s calls by outcome with their median, and lists a week of trouble', async () => {
    await database.sql`delete from supplier_calls`;
    for (const tookMs of [90, 10, 20]) await recordCall(at(noon), { kind: 'pay', outcome: 'ok', tookMs });
    await recordCall(at(minutes(1)), { kind: 'pay', outcome: 'timed_out', words: 'no answer', tookMs: 60_000.4 });
    await recordCall(at(minutes(-24 * 60)), { kind: 'balance', outcome: 'cut', tookMs: 1 });
    await recordCall(at(minutes(-8 * 24 * 60)), { kind: 'balance', outcome: 'too old', tookMs: 1 });
    const { calls, troubles, since } = await getSupplier(at(minutes(2)));
    expect(since).toBe('2026-11-09T18:15:00.000Z');
    expect(calls).toEqual([
      { kind: 'pay', outcome: 'ok', count: 3, medianMs: 20 },
      { kind: 'pay', outcome: 'timed_out', count: 1, medianMs: 60_000 },
    ]);
    expect(troubles.map(({ outcome, words }) => [outcome, words])).toEqual([
      ['timed_out', 'no answer'],
      ['cut', null],
    ]);
  });

  it('says how long the balance lasts at the pace of two weeks', async () => {
    const seller = await makeUserContext(database.db, 'support');
    const product = await offerKhaltiProduct(database.db, khalti, { value: 'pace', amount: 700 });
    const before = await getSupplier(admin);
    const purchase = { productId: product.id, expectedAmountPaisa: 70_000, reference: 'pace-1' };
    await sell(seller, purchase);
    await database.sql`update suppliers set balance_paisa = 70000 where name = 'khalti'`;
    const { balance } = await getSupplier(admin);
    expect(before.balance?.state).toBe('fine');
    // One sale of Rs 700 in two weeks, and perhaps the one of Rs 100 above.
    expect([12, 14]).toContain(balance?.lastsDays);
    await database.sql`update suppliers set balance_paisa = 69999 where name = 'khalti'`;
    expect((await getSupplier(admin)).balance).toMatchObject({ paisa: 69_999, state: 'empty' });
    // What a sale cost is the difference between two readings of it.
    expect((await getSupplier(seller)).balance).toMatchObject({ paisa: null, state: 'empty' });
  });

  it('is for everybody at the desk, and for no key', async () => {
    for (const role of ['support', 'viewer'] as const) await getSupplier(await makeUserContext(database.db, role));
    const key = await makeKeyContext(database.db, ['nettv:sell', 'coupons:write']);
    await expect(getSupplier(key)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
