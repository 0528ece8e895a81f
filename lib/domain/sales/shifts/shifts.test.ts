import { eq, type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sales } from '@/db/schema/sales';
import { shiftEntries } from '@/db/schema/shift-entries';
import { shiftCounts, shifts } from '@/db/schema/shifts';
import { auditEvents } from '@/db/schema/team';
import { Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { getSale } from '@/lib/domain/sales/sales/get-sale';
import { giveGoodwill } from '@/lib/domain/sales/sales/give-goodwill';
import { listSales } from '@/lib/domain/sales/sales/list-sales';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order, provideKhaltiDesk, type Stock } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { approveShift } from './approve-shift';
import { closeShift } from './close-shift';
import { exportShifts } from './export-shifts';
import { findOwnShift, getShift } from './get-shift';
import { listShifts } from './list-shifts';
import { openShift } from './open-shift';

const desk = provideKhaltiDesk();
let stock: Stock;
let seller: Context<UserActor>;
let supervisor: Context<UserActor>;
beforeAll(async () => {
  stock = await makeStock(desk.db, 200);
});
beforeEach(async () => {
  seller = await makeUserContext(desk.db, 'support');
  supervisor = await makeUserContext(desk.db, 'supervisor');
});

const reason = 'tests';
const floatPaisa = 50_000;
const open = async (by = seller) => (await openShift(by, { floatPaisa })).id;
const linesOf = async (shiftId: number, by = supervisor) =>
  Object.fromEntries((await getShift(by, { shiftId })).till.lines.map((line) => [line.method, line.expectedPaisa]));
/** Closes it with what is expected, and a difference in cash. */
async function close(by: Context<UserActor>, shiftId: number, difference = 0) {
  const { till } = await getShift(by, { shiftId });
  const counted = Object.fromEntries(
    till.lines.map(({ method, expectedPaisa }) => [method, expectedPaisa + (method === 'cash' ? difference : 0)]),
  );
  return closeShift(by, { shiftId, seenEntryId: till.newestEntryId, counted, note: difference ? 'a coin fell' : '' });
}
/** By a trigger, also for the owner of the tables. */
const expectRefused = (statement: SQL) =>
  expect(desk.db.execute(statement)).rejects.toMatchObject({ cause: { code: '23001' } });
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

  it('is asked money back by who gives it: the till of who voids, else of the seller, else none', async () => {
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

  it('is for its seller and for who manages shifts; others do not find it', async () => {
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

describe('a closed shift', () => {
  it('is not approved by who counted it', async () => {
    const shiftId = await open();
    await close(supervisor, shiftId, -10_000);
    await expect(approveShift(supervisor, { shiftId })).rejects.toThrow('somebody else');
    expect((await getShift(supervisor, { shiftId })).canApprove).toBe(false);
    expect((await getShift(desk.admin, { shiftId })).canApprove).toBe(true);
    await approveShift(desk.admin, { shiftId });
  });

  it('is approved once, by somebody else who manages shifts', async () => {
    const shiftId = await open();
    await expect(approveShift(supervisor, { shiftId })).rejects.toMatchObject({ reason: 'still_open' });
    await close(seller, shiftId);
    for (const role of ['support', 'viewer'] as const) {
      const by = await makeUserContext(desk.db, role);
      await expect(approveShift(by, { shiftId })).rejects.toBeInstanceOf(Forbidden);
    }
    const approved = await Promise.allSettled([
      approveShift(supervisor, { shiftId }),
      approveShift(desk.admin, { shiftId }),
    ]);
    expect(approved.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await getShift(seller, { shiftId })).toMatchObject({ state: 'approved', canApprove: false });

    const own = await open(supervisor);
    await close(supervisor, own);
    await expect(approveShift(supervisor, { shiftId: own })).rejects.toBeInstanceOf(Forbidden);
    expect((await getShift(supervisor, { shiftId: own })).canApprove).toBe(false);
    await expect(
      desk.db
        .update(shifts)
        .set({ approvedAt: new Date(), approvedById: supervisor.actor.id })
        .where(eq(shifts.id, own)),
    ).rejects.toThrow();
  });

  it('is changed by nobody: the database refuses it', async () => {
    const shiftId = await open();
    const { sale } = await sell(seller, order(stock, { paymentMethod: 'cash' }));
    await close(seller, shiftId);
    const refused = [
      sql`update shifts set float_paisa = 1 where id = ${shiftId}`,
      sql`update shifts set closed_at = null, closed_by_id = null where id = ${shiftId}`,
      sql`update shifts set close_note = 'nothing' where id = ${shiftId}`,
      sql`delete from shifts where id = ${shiftId}`,
      sql`update shift_counts set counted_paisa = 0 where shift_id = ${shiftId}`,
      sql`delete from shift_counts where shift_id = ${shiftId}`,
      sql`insert into shift_counts values (${shiftId}, 'card', 0, 1)`,
      sql`update shift_entries set amount_paisa = 1 where shift_id = ${shiftId}`,
      sql`delete from shift_entries where shift_id = ${shiftId}`,
      sql`insert into shift_entries (shift_id, sale_id, kind, method, amount_paisa, actor_name)
        values (${shiftId}, ${sale.id}, 'goodwill', 'cash', -1, 'x')`,
      sql`update sales set shift_id = null where id = ${sale.id}`,
    ];
    for (const statement of refused) await expectRefused(statement);
    await approveShift(supervisor, { shiftId });
    await expectRefused(sql`update shifts set approved_at = null, approved_by_id = null where id = ${shiftId}`);
  });

  it('is exported by method, to the paisa, and only to who sees it', async () => {
    const shiftId = await open();
    await sell(seller, order(stock, { paymentMethod: 'esewa' }));
    await close(seller, shiftId, -50);
    const csvOf = async (by: Context<UserActor>) => {
      let text = '';
      for await (const part of (await exportShifts(by, { shiftId })).rows) text += part;
      return text
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',').slice(7));
    };
    const lines = [
      ['cash', '500', '499.5', '-0.5', 'a coin fell'],
      ['esewa', '2000', '2000', '0', 'a coin fell'],
    ];
    expect(await csvOf(seller)).toEqual(lines);
    expect(await csvOf(supervisor)).toEqual(lines);
    expect(await csvOf(await makeUserContext(desk.db, 'support'))).toEqual([]);
    await expect(exportShifts(await makeUserContext(desk.db, 'viewer'), {})).rejects.toBeInstanceOf(Forbidden);
  });
});

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

it('agrees with its entries, whatever happened above', async () => {
  const [wrong] = await desk.db.execute<{ count: number }>(sql`
    select count(*)::int as count from sales s
    where s.shift_id is not null and s.state <> 'failed'
      and not exists (select from shift_entries e where e.sale_id = s.id and e.kind = 'sale' and e.shift_id = s.shift_id)`);
  expect(wrong?.count).toBe(0);
});
