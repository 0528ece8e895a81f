import { eq, type SQL, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { shifts } from '@/db/schema/shifts';
import { Forbidden } from '@/lib/core/errors';
import { followUpSales } from '@/lib/domain/sales/sales/follow-up-sales';
import { markSaleRefunded } from '@/lib/domain/sales/sales/mark-refunded';
import { sell } from '@/lib/domain/sales/sales/sell';
import { order } from '@/lib/domain/sales/sales/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { csvLinesOf } from '@/test/csv-of';
import { approveShift } from './approve-shift';
import { exportShifts } from './export-shifts';
import { getShift } from './get-shift';
import { expectEntriesToAgree, provideTill } from './testing';

const { desk, seller, supervisor, stock, open, close } = provideTill();

/** By a trigger, also for the owner of the tables. */
const expectRefused = (statement: SQL) =>
  expect(desk.db.execute(statement)).rejects.toMatchObject({ cause: { code: '23001' } });

describe('a closed shift', () => {
  it('is not approved by the person who counted it', async () => {
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

  it('says before it is closed which money may have to go back, and stays as it was when it does', async () => {
    const shiftId = await open();
    await sell(seller, order(stock, { paymentMethod: 'cash' }));
    desk.khalti.fault({ kind: 'cut-after-booking' });
    const { sale } = await sell(seller, desk.order({ paymentMethod: 'cash' }));
    const before = await getShift(seller, { shiftId });
    expect(before.openSales).toEqual({ count: 1, amountPaisa: sale.amountPaisa });
    await close(seller, shiftId);
    const later = new Date(Date.now() + 6 * 60_000);
    await followUpSales({ ...desk.system(), now: () => later });
    await markSaleRefunded(desk.admin, { saleId: sale.id, reason: 'tests', evidence: 'Khalti paid it back' });
    const after = await getShift(seller, { shiftId });
    expect(after).toMatchObject({ openSales: { count: 0, amountPaisa: 0 }, differencePaisa: 0 });
    expect(after.till.lines[0]?.expectedPaisa).toBe(before.till.lines[0]?.expectedPaisa);
  });

  it('is exported by method, to the paisa, and only to anyone who sees it', async () => {
    const shiftId = await open();
    await sell(seller, order(stock, { paymentMethod: 'esewa' }));
    await close(seller, shiftId, -50);
    const linesOf = async (by: Context<UserActor>) => {
      const [, ...lines] = await csvLinesOf(await exportShifts(by, { shiftId }));
      return lines.map((line) => line.split(',').slice(10));
    };
    const lines = [
      ['cash', '500', '499.5', '-0.5', 'NPR', 'a coin fell'],
      ['esewa', '2000', '2000', '0', 'NPR', 'a coin fell'],
    ];
    expect(await linesOf(seller)).toEqual(lines);
    expect(await linesOf(supervisor)).toEqual(lines);
    expect(await linesOf(await makeUserContext(desk.db, 'support'))).toEqual([]);
    await expect(exportShifts(await makeUserContext(desk.db, 'viewer'), {})).rejects.toBeInstanceOf(Forbidden);
  });
});

it('agrees with its entries, whatever happened above', () => expectEntriesToAgree(desk.db));
