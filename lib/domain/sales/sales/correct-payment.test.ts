import { eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paymentCorrections } from '@/db/schema/shift-entries';
import { Forbidden, Invalid } from '@/lib/core/errors';
import { closeShift } from '@/lib/domain/sales/shifts/close-shift';
import { getShift } from '@/lib/domain/sales/shifts/get-shift';
import { openShift } from '@/lib/domain/sales/shifts/open-shift';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { correctPayment } from './correct-payment';
import { getSale } from './get-sale';
import { sell } from './sell';
import { makeBuyer, makeStock, order, provideKhaltiDesk, type Stock } from './testing';
import { voidSale } from './void-sale';

const desk = provideKhaltiDesk();
let stock: Stock;
let seller: Context<UserActor>;
let supervisor: Context<UserActor>;
beforeAll(async () => {
  stock = await makeStock(desk.db, 60);
});
beforeEach(async () => {
  seller = await makeUserContext(desk.db, 'support');
  supervisor = await makeUserContext(desk.db, 'supervisor');
});

const reason = 'They paid by phone';
const open = async () => (await openShift(seller, { floatPaisa: 0 })).id;
const sellBy = async (paymentMethod: 'cash' | 'esewa' | null, who = seller) =>
  (await sell(who, order(stock, { paymentMethod }))).sale.id;
const expected = async (shiftId: number) =>
  Object.fromEntries(
    (await getShift(supervisor, { shiftId })).till.lines.map((line) => [line.method, line.expectedPaisa]),
  );
async function close(shiftId: number) {
  const { till } = await getShift(seller, { shiftId });
  const counted = Object.fromEntries(till.lines.map(({ method, expectedPaisa }) => [method, expectedPaisa]));
  return closeShift(seller, { shiftId, seenEntryId: till.newestEntryId, counted, note: '' });
}

describe('a corrected payment', () => {
  it('moves what the shift expects, as often as it is corrected, and a void follows it', async () => {
    const shiftId = await open();
    const saleId = await sellBy('cash');
    await sellBy(null);
    await correctPayment(seller, { saleId, paymentMethod: 'esewa', reason });
    expect(await expected(shiftId)).toEqual({ cash: 0, esewa: 200_000, unstated: 200_000 });
    await correctPayment(supervisor, { saleId, paymentMethod: 'card', reason });
    expect(await expected(shiftId)).toEqual({ cash: 0, esewa: 0, card: 200_000, unstated: 200_000 });
    await voidSale(seller, { saleId, reason });
    expect(await expected(shiftId)).toEqual({ cash: 0, esewa: 0, card: 0, unstated: 200_000 });
    await expect(correctPayment(supervisor, { saleId, paymentMethod: 'cash', reason })).rejects.toMatchObject({
      reason: 'wrong_state',
    });
    const { till } = await getShift(seller, { shiftId });
    expect(till.movements).toContainEqual({ kind: 'corrected', count: 2, amountPaisa: 0 });
  });

  it('is in the timeline, on the sale and in the activity', async () => {
    await open();
    const saleId = await sellBy('cash');
    await correctPayment(seller, { saleId, paymentMethod: 'bank_transfer', reason });
    const sale = await getSale(seller, { saleId });
    expect(sale).toMatchObject({ paymentMethod: 'bank_transfer', payment: 'allowed' });
    expect(sale.events.at(-1)?.note).toBe('Payment corrected from cash to bank transfer: They paid by phone');
    const rows = await desk.db.execute(sql`select data from audit_events
      where action = 'sale.payment_corrected' and subject_id = ${saleId}`);
    expect([...rows]).toEqual([{ data: { from: 'cash', to: 'bank_transfer', reason } }]);
    await expect(correctPayment(seller, { saleId, paymentMethod: 'bank_transfer', reason })).rejects.toMatchObject({
      reason: 'same_method',
    });
    await expect(correctPayment(seller, { saleId, paymentMethod: 'cash', reason: ' ' })).rejects.toThrow(Invalid);
  });

  it('makes a close that did not see it look again, and changes nothing once the shift is closed', async () => {
    const shiftId = await open();
    const saleId = await sellBy('cash');
    const { till } = await getShift(seller, { shiftId });
    await correctPayment(seller, { saleId, paymentMethod: 'esewa', reason });
    const counted = { cash: 200_000 };
    await expect(
      closeShift(seller, { shiftId, seenEntryId: till.newestEntryId, counted, note: '' }),
    ).rejects.toMatchObject({ reason: 'shift_changed' });
    await close(shiftId);
    for (const who of [seller, supervisor, desk.admin]) {
      await expect(correctPayment(who, { saleId, paymentMethod: 'cash', reason })).rejects.toMatchObject({
        reason: 'shift_closed',
      });
    }
    const late = desk.db.insert(paymentCorrections).values({
      ...{ saleId, shiftId, fromMethod: 'esewa', toMethod: 'cash', amountPaisa: 1, actorName: 'x', reason },
    });
    await expect(late).rejects.toMatchObject({ cause: { code: '23001' } });
    const change = desk.db
      .update(paymentCorrections)
      .set({ amountPaisa: 1 })
      .where(eq(paymentCorrections.saleId, saleId));
    await expect(change).rejects.toMatchObject({ cause: { code: '23001' } });
    expect(await getSale(seller, { saleId })).toMatchObject({ paymentMethod: 'esewa', payment: 'shift_closed' });
  });

  it('races with the close of the shift, and exactly one of them goes first', async () => {
    for (let round = 0; round < 8; round++) {
      const shiftId = await open();
      const saleId = await sellBy('cash');
      const [corrected, closed] = await Promise.allSettled([
        correctPayment(seller, { saleId, paymentMethod: 'esewa', reason }),
        close(shiftId),
      ]);
      const lines = await expected(shiftId);
      expect(lines).toEqual(corrected.status === 'fulfilled' ? { cash: 0, esewa: 200_000 } : { cash: 200_000 });
      if (closed.status === 'rejected') await close(shiftId);
    }
  });

  it('is for the seller and for anyone who settles sales, and for nobody where no customer paid at the desk', async () => {
    const other = await makeUserContext(desk.db, 'support');
    const viewer = await makeUserContext(desk.db, 'viewer');
    await open();
    const saleId = await sellBy('cash');
    for (const who of [other, viewer]) {
      await expect(correctPayment(who, { saleId, paymentMethod: 'card', reason })).rejects.toThrow(Forbidden);
    }
    const buyer = await makeBuyer(desk.db, 1_000_000);
    const bought = await sell(buyer, order(stock));
    await expect(
      correctPayment(desk.admin, { saleId: bought.sale.id, paymentMethod: 'cash', reason }),
    ).rejects.toMatchObject({ reason: 'not_at_desk' });
  });

  it('without a shift is for the seller as long as a void is', async () => {
    const saleId = await sellBy('cash');
    await correctPayment(seller, { saleId, paymentMethod: 'esewa', reason });
    await desk.db.execute(sql`update sales set created_at = now() - interval '1 hour' where id = ${saleId}`);
    await expect(correctPayment(seller, { saleId, paymentMethod: 'cash', reason })).rejects.toMatchObject({
      reason: 'too_late',
    });
    await correctPayment(supervisor, { saleId, paymentMethod: 'cash', reason });
  });
});
