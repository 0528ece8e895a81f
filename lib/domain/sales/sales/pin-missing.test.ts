import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { deliveries } from '@/db/schema/deliveries';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import { getSale } from './get-sale';
import { markSaleRefunded } from './mark-refunded';
import { enterSalePin } from './resolve-sale';
import { sell } from './sell';
import { provideKhaltiDesk } from './testing';

const desk = provideKhaltiDesk();

describe('a paid sale without a PIN', () => {
  const paid = async () => {
    const { sale } = await sell(
      desk.seller,
      desk.order({ phone: '9860848045', despiteSaleId: Number.MAX_SAFE_INTEGER }),
    );
    await desk.db.execute(`update sales set state = 'pin_missing', settled_at = null, pin_sealed = null,
      pin_digest = null, pin_last_four = null where id = ${sale.id}`);
    await desk.db.delete(deliveries).where(eq(deliveries.saleId, sale.id));
    return sale.id;
  };

  it('comes from an answer without one, and needs a person', async () => {
    const sale = await desk.sellUnder({ kind: 'no-pin' });
    expect(sale).toMatchObject({ state: 'pin_missing', flagReason: 'pin_missing' });
  });

  it('takes the PIN that a person enters, and the customer gets it', async () => {
    const saleId = await paid();
    const entered = { saleId, pin: 'ABCD-1234-XY', reason: 'Khalti support, ticket 88', confirmed: true };
    await expect(enterSalePin(desk.seller, entered)).rejects.toMatchObject({ code: 'forbidden' });
    await enterSalePin(desk.admin, entered);
    expect(await readSalePin(desk.db, saleId)).toBe(entered.pin);
    expect(await desk.db.select().from(deliveries).where(eq(deliveries.saleId, saleId))).toHaveLength(1);
    await expect(enterSalePin(desk.admin, entered)).rejects.toMatchObject({ reason: 'wrong_state' });
    const other = await paid();
    const again = enterSalePin(desk.admin, { ...entered, saleId: other });
    await expect(again).rejects.toMatchObject({ fields: { pin: [expect.stringContaining('another sale')] } });
  });

  it('takes a PIN unlike the earlier ones of its product only when that is confirmed, and writes nothing before', async () => {
    await sell(desk.admin, desk.order());
    const saleId = await paid();
    const enter = (pin: string, confirmed = false) =>
      enterSalePin(desk.admin, { saleId, pin, reason: 'Ticket 90', confirmed });
    await expect(enter('ABCD-1234')).rejects.toMatchObject({
      reason: 'unusual_pin',
      message: expect.stringContaining('characters, and this one has 8.'),
    });
    await expect(enter('ABCD1234EFGH567*')).rejects.toMatchObject({
      message: expect.stringContaining('have no other characters, and this one has.'),
    });
    expect(await desk.rowOf(saleId)).toMatchObject({ state: 'pin_missing', pinLastFour: null });
    await enter('ABCD-1234', true);
    expect(await readSalePin(desk.db, saleId)).toBe('ABCD-1234');
    const other = await paid();
    await enterSalePin(desk.admin, { saleId: other, pin: 'ABCD-2345-EFGH-6789', reason: 'Ticket 91' });
    expect(await desk.rowOf(other)).toMatchObject({ state: 'succeeded', pinLastFour: '6789' });
  });

  it('is refunded by a person, with the credit back', async () => {
    const ctx = await desk.buyer();
    desk.khalti.fault({ kind: 'no-pin' });
    const { sale } = await sell(ctx, desk.order());
    expect((await getOwnBalance(ctx)).heldPaisa).toBe(200_000);
    await expect(markSaleRefunded(desk.seller, { saleId: sale.id, reason: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const input = { saleId: sale.id, reason: 'Khalti gave the money back' };
    await expect(markSaleRefunded(desk.admin, input)).rejects.toMatchObject({
      fields: { evidence: [expect.stringContaining('Khalti does not say that the money is back (')] },
    });
    expect((await desk.rowOf(sale.id)).state).toBe('pin_missing');
    expect(desk.khalti.refund((await desk.rowOf(sale.id)).supplierReference ?? '')).toBe(true);
    await markSaleRefunded(desk.admin, input);
    expect((await desk.rowOf(sale.id)).state).toBe('refunded');
    expect(await getOwnBalance(ctx)).toEqual({ availablePaisa: 1_000_000, heldPaisa: 0, consumedPaisa: 0 });
    await expect(markSaleRefunded(desk.admin, input)).rejects.toMatchObject({ reason: 'wrong_state' });
  });

  it('is refunded without Khalti’s word when a person has evidence, which the timeline keeps', async () => {
    desk.khalti.fault({ kind: 'no-pin' });
    const { sale } = await sell(desk.admin, desk.order());
    desk.khalti.fault({ call: 'status', kind: 'html', status: 502 });
    const input = { saleId: sale.id, reason: 'Ticket 88' };
    await expect(markSaleRefunded(desk.admin, input)).rejects.toMatchObject({ code: 'invalid' });
    await markSaleRefunded(desk.admin, { ...input, evidence: 'Bank statement of 3 November' });
    expect(await desk.rowOf(sale.id)).toMatchObject({ state: 'refunded' });
    const { events } = await getSale(desk.admin, { saleId: sale.id });
    expect(events.at(-1)?.note).toMatch(/^Ticket 88 · Look-up: .+ · Evidence: Bank statement of 3 November$/);
  });

  it('is refunded on Khalti’s word that it failed', async () => {
    desk.khalti.fault({ kind: 'processing', lookUps: 0, endsAs: 'Failed' });
    const { sale } = await sell(desk.admin, desk.order());
    await desk.db.execute(sql`update sales set state = 'pin_missing', next_look_up_at = null, unknown_reason = null
      where id = ${sale.id}`);
    await markSaleRefunded(desk.admin, { saleId: sale.id, reason: 'Ticket 89' });
    expect(await desk.rowOf(sale.id)).toMatchObject({ state: 'refunded' });
  });
});
