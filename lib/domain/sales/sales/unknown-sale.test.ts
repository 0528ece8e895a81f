import { describe, expect, it } from 'vitest';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { followUpSales, sweepPendingSales } from './follow-up-sales';
import { lookUpSale, markSaleFailed } from './resolve-sale';
import { sell } from './sell';
import { provideKhaltiDesk } from './testing';

const desk = provideKhaltiDesk();

describe('a sale whose outcome is not known', () => {
  it('is found to be paid by a look-up, and waits for its PIN', async () => {
    const sale = await desk.sellUnder({ kind: 'cut-after-booking' });
    desk.pass(4);
    await followUpSales(desk.system());
    expect((await desk.rowOf(sale.id)).state).toBe('unknown');
    desk.pass(1);
    await followUpSales(desk.system());
    expect(await desk.rowOf(sale.id)).toMatchObject({ state: 'pin_missing', flagReason: 'pin_missing' });
    expect((await desk.bookOf(sale.id))?.posts).toBe(1);
  });

  it('fails at the second answer that the reference is not known, five minutes after the first', async () => {
    const ctx = await desk.buyer();
    desk.khalti.fault({ kind: 'cut-before-booking' });
    const { sale } = await sell(ctx, desk.order());
    await lookUpSale(desk.seller, { saleId: sale.id });
    desk.pass(4);
    await lookUpSale(desk.seller, { saleId: sale.id });
    expect((await desk.rowOf(sale.id)).state).toBe('unknown');
    desk.pass(1);
    await followUpSales(desk.system());
    expect(await desk.rowOf(sale.id)).toMatchObject({ state: 'failed', failureCode: 'khalti:002' });
    expect(await getOwnBalance(ctx)).toMatchObject({ availablePaisa: 1_000_000, heldPaisa: 0 });
  });

  it('is looked up with growing pauses, and is for a person in the end', async () => {
    const sale = await desk.sellUnder({ kind: 'hang' });
    desk.khalti.fault({ kind: 'server-error', call: 'bulk', times: 50 });
    const pauses: number[] = [];
    for (let at = (await desk.rowOf(sale.id)).nextLookUpAt; at; at = (await desk.rowOf(sale.id)).nextLookUpAt) {
      pauses.push((at.getTime() - desk.clock.now) / 60_000);
      desk.clock.now = at.getTime();
      await followUpSales(desk.system());
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280]);
    expect(await desk.rowOf(sale.id)).toMatchObject({ state: 'unknown', flagReason: 'gave_up' });
    await expect(markSaleFailed(desk.seller, { saleId: sale.id, reason: 'no' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await markSaleFailed(desk.admin, { saleId: sale.id, reason: 'Khalti says it was never booked' });
    expect(await desk.rowOf(sale.id)).toMatchObject({ state: 'failed', flaggedAt: null });
  });

  it('is not given up by a person while it is looked up', async () => {
    const sale = await desk.sellUnder({ kind: 'cut-before-booking' });
    const giveUp = markSaleFailed(desk.admin, { saleId: sale.id, reason: 'impatient' });
    await expect(giveUp).rejects.toMatchObject({ reason: 'still_looking' });
  });

  it('is what a sale becomes that a dead process left, and it is never sent again', async () => {
    const { sale } = await sell(desk.seller, desk.order());
    await desk.db.execute(`update sales set state = 'pending', settled_at = null, pin_sealed = null, pin_digest = null,
      pin_last_four = null where id = ${sale.id}`);
    expect(await sweepPendingSales(desk.system())).toBe(0);
    desk.pass(2);
    expect(await sweepPendingSales(desk.system())).toBe(1);
    expect((await desk.rowOf(sale.id)).state).toBe('unknown');
    expect((await desk.bookOf(sale.id))?.posts).toBe(1);
  });
});
