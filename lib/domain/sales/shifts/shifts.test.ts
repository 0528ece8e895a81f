import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sales } from '@/db/schema/sales';
import { shiftEntries } from '@/db/schema/shift-entries';
import { shiftCounts } from '@/db/schema/shifts';
import { auditEvents } from '@/db/schema/team';
import { Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { getSale } from '@/lib/domain/sales/sales/get-sale';
import { giveGoodwill } from '@/lib/domain/sales/sales/give-goodwill';
import { listSales } from '@/lib/domain/sales/sales/list-sales';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { closeShift } from './close-shift';
import { findOwnShift, getShift } from './get-shift';
import { listShifts } from './list-shifts';
import { openShift } from './open-shift';
import { expectEntriesToAgree, floatPaisa, provideTill } from './testing';

const { desk, seller, supervisor, stock, open, close } = provideTill();

const reason = 'tests';
const linesOf = async (shiftId: number, by = supervisor) =>
  Object.fromEntries((await getShift(by, { shiftId })).till.lines.map((line) => [line.method, line.expectedPaisa]));
const entriesOf = (saleId: number) => desk.db.select().from(shiftEntries).where(eq(shiftEntries.saleId, saleId));

describe('a till', () => {
  it('expects its float in cash and what was sold by each method, less what was given back', async () => {
    const shiftId = await open();
    const at = (paymentMethod: 'cash' | 'esewa' | null) => sell(seller, order(stock, { paymentMethod }));
    await at('cash');
    const voided = await at('cash');
    await at('esewa');
    await at(null);
    await sell(seller, desk.order({ paymentMethod: 'esewa' }));
    await voidSale(seller, { saleId: voided.sale.id, reason });
    const goodwill = await sell(seller, desk.order({ paymentMethod: 'cash' }));
    await giveGoodwill(desk.admin, { saleId: goodwill.sale.id, reason, amountPaisa: 3_000 });
    desk.khalti.fault({ kind: 'out-of-stock' });
    expect((await sell(seller, desk.order({ paymentMethod: 'card' }))).sale.state).toBe('failed');
    const missing = makeStock(desk.db, 0);
    expect((await sell(seller, order(await missing, { paymentMethod: 'card' }))).sale.state).toBe('failed');

    expect(await linesOf(shiftId, seller)).toEqual({
      cash: floatPaisa + 2 * 200_000 - 3_000,
      esewa: 2 * 200_000,
      card: 0,
      unstated: 200_000,
    });
    const { till } = await getShift(seller, { shiftId });
    expect(till.movements.map(({ kind, count }) => [kind, count])).toEqual([
      ['sale', 7],
      ['failed', 1],
      ['voided', 1],
      ['goodwill', 1],
    ]);
    const { rows } = await listSales(seller, { shiftId });
    expect(rows).toHaveLength(8);
    expect(await getSale(seller, { saleId: voided.sale.id })).toMatchObject({ shiftId });
  });

  it('is asked money back by the person who gives it: the till of the person who voids, else of the seller, else none', async () => {
    const sellers = await open();
    const [one, two, three] = [
      await sell(seller, order(stock)),
      await sell(seller, order(stock)),
      await sell(seller, order(stock)),
    ];
    const supervisors = await open(supervisor);
    await voidSale(supervisor, { saleId: one.sale.id, reason });
    expect((await entriesOf(one.sale.id)).map(({ shiftId }) => shiftId)).toEqual([sellers, supervisors]);
    await voidSale(desk.admin, { saleId: two.sale.id, reason });
    expect((await entriesOf(two.sale.id)).map(({ shiftId }) => shiftId)).toEqual([sellers, sellers]);
    await close(seller, sellers);
    await voidSale(desk.admin, { saleId: three.sale.id, reason });
    expect(await entriesOf(three.sale.id)).toHaveLength(1);
    await close(supervisor, supervisors);
  });

  it('has no part in what an integrator buys', async () => {
    const buyer = await makeBuyer(desk.db, 1_000_000);
    const { sale } = await sell(buyer, order(stock));
    await voidSale(desk.admin, { saleId: sale.id, reason });
    expect(await entriesOf(sale.id)).toEqual([]);
  });
});

describe('opening', () => {
  it('is of one shift at a time, whatever arrives together', async () => {
    const opened = await Promise.allSettled([open(), open(), open()]);
    expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = opened.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toEqual([
      expect.objectContaining({ reason: 'already_open' }),
      expect.objectContaining({ reason: 'already_open' }),
    ]);
    expect((await findOwnShift(seller)).id).not.toBeNull();
    expect((await findOwnShift(supervisor)).id).toBeNull();
  });

  it('is for people who sell, with an amount of cash', async () => {
    const viewer = await makeUserContext(desk.db, 'viewer');
    const calls = [() => openShift(viewer, { floatPaisa }), () => findOwnShift(viewer), () => listShifts(viewer, {})];
    for (const call of calls) await expect(call()).rejects.toBeInstanceOf(Forbidden);
    await expect(openShift(seller, { floatPaisa: -1 })).rejects.toBeInstanceOf(Invalid);
  });
});

describe('closing', () => {
  it('keeps what was expected and counted, asks why they differ, and is audited', async () => {
    const shiftId = await open();
    await sell(seller, order(stock, { paymentMethod: 'cash' }));
    const { newestEntryId: seenEntryId } = (await getShift(seller, { shiftId })).till;
    const short = { shiftId, seenEntryId, counted: { cash: 240_000 } };
    await expect(closeShift(seller, short)).rejects.toMatchObject({ fields: { note: [expect.any(String)] } });
    const uncounted = closeShift(seller, { ...short, counted: {}, note: 'why' });
    await expect(uncounted).rejects.toMatchObject({ fields: { 'counted.cash': [expect.any(String)] } });
    await closeShift(seller, { ...short, counted: { cash: 240_000, card: 1_000 }, note: 'gave 100 too much' });
    expect(await getShift(seller, { shiftId })).toMatchObject({
      state: 'closed',
      note: 'gave 100 too much',
      differencePaisa: -9_000,
      canClose: false,
      till: {
        lines: [
          { method: 'cash', expectedPaisa: 250_000, countedPaisa: 240_000 },
          { method: 'card', expectedPaisa: 0, countedPaisa: 1_000 },
        ],
      },
    });
    const events = await desk.db.select().from(auditEvents).where(eq(auditEvents.subjectKind, 'shift'));
    const own = events.filter(({ subjectId }) => subjectId === shiftId);
    expect(own.map(({ action }) => action)).toEqual(['shift.opened', 'shift.closed']);
  });

  it('asks to look again when something moved since', async () => {
    const shiftId = await open();
    const seen = (await getShift(seller, { shiftId })).till.newestEntryId;
    await sell(seller, order(stock, { paymentMethod: 'cash' }));
    const stale = closeShift(seller, { shiftId, seenEntryId: seen, counted: { cash: floatPaisa } });
    await expect(stale).rejects.toMatchObject({ reason: 'shift_changed' });
    expect((await getShift(seller, { shiftId })).state).toBe('open');
  });

  it('is for its seller and for anyone who manages shifts; others do not find it', async () => {
    const shiftId = await open();
    const other = await makeUserContext(desk.db, 'support');
    await expect(close(other, shiftId)).rejects.toBeInstanceOf(NotFound);
    const unseen = closeShift(other, { shiftId, seenEntryId: 0, counted: { cash: floatPaisa } });
    await expect(unseen).rejects.toBeInstanceOf(NotFound);
    expect((await listShifts(other, {})).rows).toEqual([]);
    const viewer = await makeUserContext(desk.db, 'viewer');
    await expect(closeShift(viewer, { shiftId, seenEntryId: 0, counted: {} })).rejects.toBeInstanceOf(Forbidden);
    await close(supervisor, shiftId);
    expect(await getShift(seller, { shiftId })).toMatchObject({ state: 'closed', closedBy: supervisor.actor.name });
  });

  it('happens once of two at one instant', async () => {
    const shiftId = await open();
    const closed = await Promise.allSettled([
      close(seller, shiftId),
      close(seller, shiftId),
      close(supervisor, shiftId),
    ]);
    expect(closed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of closed) {
      if (one.status === 'rejected') expect(['already_closed', 'shift_changed']).toContain(one.reason.reason);
    }
    expect(await desk.db.$count(shiftCounts, eq(shiftCounts.shiftId, shiftId))).toBe(1);
  });

  it('has each sale of the same instant whole or not at all', async () => {
    const shiftId = await open();
    const selling = Array.from({ length: 12 }, (_, n) =>
      sell(seller, n % 3 === 0 ? desk.order({ paymentMethod: 'cash' }) : order(stock, { paymentMethod: 'cash' })),
    );
    const closeWhenStill = async (): Promise<void> => {
      const failed = await close(seller, shiftId).then(
        () => null,
        (error: { reason?: string }) => error.reason,
      );
      if (failed === 'shift_changed') return closeWhenStill();
      expect(failed).toBeNull();
    };
    const [sold] = await Promise.all([Promise.all(selling), closeWhenStill()]);
    expect(sold.map(({ sale }) => sale.state)).toEqual(Array(12).fill('succeeded'));
    const inShift = await desk.db.$count(sales, eq(sales.shiftId, shiftId));
    expect(await desk.db.$count(shiftEntries, eq(shiftEntries.shiftId, shiftId))).toBe(inShift);
    const [line] = await desk.db.select().from(shiftCounts).where(eq(shiftCounts.shiftId, shiftId));
    expect(line?.expectedPaisa).toBe(floatPaisa + inShift * 200_000);
  });
});

it.each([100_000_000_001, Number.MAX_SAFE_INTEGER, -1, 0.5, Number.NaN])(
  'no till is opened with %s',
  async (amount) => {
    await expect(openShift(seller, { floatPaisa: amount })).rejects.toBeInstanceOf(Invalid);
  },
);

describe('a required shift', () => {
  beforeAll(() => updateSettings(desk.admin, { shiftRequired: true }));
  afterAll(() => updateSettings(desk.admin, { shiftRequired: false }));

  it('is asked of a seller before anything is sold, and not of an integrator', async () => {
    const before = await desk.db.$count(sales);
    for (const purchase of [order(stock), order(stock, { phone: '9841999001' }), desk.order()]) {
      await expect(sell(seller, purchase)).rejects.toMatchObject({ reason: 'shift_required' });
    }
    expect(await desk.db.$count(sales)).toBe(before);
    expect(await findOwnShift(seller)).toEqual({ id: null, isRequired: true });
    const buyer = await makeBuyer(desk.db, 1_000_000);
    expect((await sell(buyer, order(stock))).sale.state).toBe('succeeded');
    await open();
    expect((await sell(seller, order(stock))).sale.state).toBe('succeeded');
    expect((await sell(seller, desk.order())).sale.state).toBe('succeeded');
  });
});

it('agrees with its entries, whatever happened above', () => expectEntriesToAgree(desk.db));
