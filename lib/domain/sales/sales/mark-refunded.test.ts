import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { deliveries } from '@/db/schema/deliveries';
import { webhookEvents } from '@/db/schema/webhooks';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { listStatement } from '@/lib/domain/sales/credits/list-statement';
import { revealSalePin } from '@/lib/domain/sales/pins/reveal-sale-pin';
import { order } from '@/lib/domain/sales/sales/testing';
import { getShift } from '@/lib/domain/sales/shifts/get-shift';
import { provideTill } from '@/lib/domain/sales/shifts/testing';
import { compareOwnBooks } from '@/lib/domain/sales/supply/compare-own-books';
import { makeEndpoint } from '@/lib/platform/webhooks/testing';
import { getSale } from './get-sale';
import { giveGoodwill } from './give-goodwill';
import { markSaleRefunded } from './mark-refunded';
import { sell } from './sell';

const { desk, stock, seller, supervisor, open } = provideTill();
const reason = 'Khalti support, ticket 91';
const giveBack = async (saleId: number) =>
  expect(desk.khalti.refund((await desk.rowOf(saleId)).supplierReference ?? '')).toBe(true);
const compared = async () => {
  const [from, until] = [-1, 1].map((days) => new Date(desk.clock.now + days * 86_400_000)) as [Date, Date];
  return (await compareOwnBooks(desk.system(), { from, until })).differences;
};

describe('a sale whose PIN was handed out', () => {
  it('is refunded once Khalti itself says that it gave the money back, by supervisors too', async () => {
    const { sale } = await sell(seller, desk.order({ phone: '9860848045', paymentMethod: 'cash' }));
    const input = { saleId: sale.id, reason };
    await expect(markSaleRefunded(seller, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(markSaleRefunded(desk.admin, { ...input, evidence: 'Bank statement' })).rejects.toMatchObject({
      reason: 'not_refunded',
      message: expect.stringContaining('needs Khalti’s own answer'),
    });
    desk.khalti.fault({ call: 'status', kind: 'html', status: 502 });
    await expect(markSaleRefunded(desk.admin, input)).rejects.toMatchObject({ reason: 'not_refunded' });
    expect(await desk.rowOf(sale.id)).toMatchObject({ state: 'succeeded' });

    await giveBack(sale.id);
    await markSaleRefunded(supervisor, input);
    expect(await desk.rowOf(sale.id)).toMatchObject({ state: 'refunded', unseen: true });
    const { events, undo } = await getSale(desk.admin, { saleId: sale.id });
    expect(events.at(-1)).toMatchObject({ state: 'refunded', actorName: supervisor.actor.name });
    expect(events.at(-1)?.note).toMatch(/^Khalti support, ticket 91 · Look-up: /);
    expect(undo).toBeNull();
    await expect(revealSalePin(seller, { saleId: sale.id })).rejects.toMatchObject({ reason: 'no_pin' });
    const messages = await desk.db.select().from(deliveries).where(eq(deliveries.saleId, sale.id));
    expect(messages).toMatchObject([{ state: 'failed', error: 'no_pin' }]);
    const audit = await desk.db.execute(sql`
      select action, user_id::int as by, data->>'answer' as answer from audit_events
      where subject_kind = 'sale' and subject_id = ${sale.id} and action = 'sale.marked_refunded'`);
    expect(audit).toEqual([{ action: 'sale.marked_refunded', by: supervisor.actor.id, answer: 'succeeded' }]);
    await expect(markSaleRefunded(supervisor, input)).rejects.toMatchObject({ reason: 'wrong_state' });
  });

  it('is not refunded for a part, nor because Khalti calls it failed or does not know it', async () => {
    const { sale } = await sell(seller, desk.order());
    const { supplierReference } = await desk.rowOf(sale.id);
    await desk.db.execute(sql`update sales set amount_paisa = amount_paisa + 1 where id = ${sale.id}`);
    await giveBack(sale.id);
    const mark = () => markSaleRefunded(desk.admin, { saleId: sale.id, reason });
    await expect(mark()).rejects.toMatchObject({ reason: 'not_refunded' });
    await desk.db.execute(sql`update sales set supplier_reference = 'never-ordered' where id = ${sale.id}`);
    await expect(mark()).rejects.toMatchObject({ reason: 'not_refunded' });
    await desk.db.execute(sql`
      update sales set supplier_reference = ${supplierReference}, amount_paisa = amount_paisa - 1 where id = ${sale.id}`);
    await mark();
  });

  it('of own stock is voided instead', async () => {
    const { sale } = await sell(seller, order(stock));
    const refused = markSaleRefunded(desk.admin, { saleId: sale.id, reason });
    await expect(refused).rejects.toMatchObject({ reason: 'own_stock' });
    expect(await desk.rowOf(sale.id)).toMatchObject({ state: 'succeeded' });
  });

  it('gives the credit of its integrator back, less what was goodwill, as a transfer of its own kind', async () => {
    const buyer = await desk.buyer();
    await makeEndpoint(desk.admin, { eventTypes: ['sale.refunded'] });
    const [whole, rest] = [(await sell(buyer, desk.order())).sale.id, (await sell(buyer, desk.order())).sale.id];
    await giveGoodwill(desk.admin, { saleId: rest, amountPaisa: 50_000, reason });
    for (const saleId of [whole, rest]) {
      await giveBack(saleId);
      await markSaleRefunded(desk.admin, { saleId, reason });
    }
    expect(await getOwnBalance(buyer)).toEqual({ availablePaisa: 1_000_000, heldPaisa: 0, consumedPaisa: 0 });
    const { integratorId } = buyer.actor;
    const { entries } = await listStatement(desk.admin, { integratorId });
    const back = entries.filter(({ kind }) => kind === 'refund' || kind === 'void');
    expect(back.map(({ kind, amountPaisa }) => [kind, amountPaisa])).toEqual([
      ['void', 150_000],
      ['void', 200_000],
      ['refund', 50_000],
    ]);
    expect(await compared()).toEqual([]);
    const published = await desk.db.select().from(webhookEvents).where(eq(webhookEvents.type, 'sale.refunded'));
    const { settledAt } = await desk.rowOf(whole);
    const event = { amount_paisa: 200_000, supplier: 'khalti', refunded_at: settledAt?.toISOString() };
    expect(published.map(({ integratorId: of, data }) => [of, data])).toMatchObject([
      [integratorId, { ...event, sale_id: whole }],
      [integratorId, { ...event, sale_id: rest, refunded_at: expect.any(String) }],
    ]);
  });

  it('takes the money out of the open till of its seller, less what was goodwill', async () => {
    const shiftId = await open();
    const { sale } = await sell(seller, desk.order({ paymentMethod: 'cash' }));
    await giveGoodwill(desk.admin, { saleId: sale.id, amountPaisa: 50_000, reason });
    await giveBack(sale.id);
    await markSaleRefunded(supervisor, { saleId: sale.id, reason });
    const { money } = await getSale(desk.admin, { saleId: sale.id });
    expect(money).toMatchObject({ costPaisa: 0, goodwillPaisa: 0, marginPaisa: 0 });
    const { till } = await getShift(seller, { shiftId });
    expect(till.lines).toMatchObject([{ method: 'cash', expectedPaisa: 50_000 }]);
    expect(await compared()).toEqual([]);
  });
});

describe('a paid sale without a PIN', () => {
  const paid = () => desk.sellUnder({ kind: 'no-pin' });

  it('is refunded on evidence in words by anyone who keeps the supplier’s books alone', async () => {
    const { id: saleId } = await paid();
    const input = { saleId, reason, evidence: 'Bank statement of 3 November' };
    await expect(markSaleRefunded(supervisor, input)).rejects.toMatchObject({
      fields: { evidence: [expect.stringContaining('Only admins can mark it refunded on other evidence.')] },
    });
    expect(await desk.rowOf(saleId)).toMatchObject({ state: 'pin_missing' });
    await markSaleRefunded(desk.admin, input);
    expect(await desk.rowOf(saleId)).toMatchObject({ state: 'refunded' });
  });

  it('is refunded by a supervisor on Khalti’s own word', async () => {
    const { id: saleId } = await paid();
    await giveBack(saleId);
    await markSaleRefunded(supervisor, { saleId, reason });
    expect(await desk.rowOf(saleId)).toMatchObject({ state: 'refunded' });
  });

  it('is not refunded because Khalti does not know its reference', async () => {
    const { id: saleId } = await paid();
    await desk.db.execute(sql`update sales set supplier_reference = 'not-a-valid-one' where id = ${saleId}`);
    await expect(markSaleRefunded(desk.admin, { saleId, reason })).rejects.toMatchObject({
      fields: { evidence: [expect.stringContaining('Write down what shows that it is.')] },
    });
    expect(await desk.rowOf(saleId)).toMatchObject({ state: 'pin_missing' });
  });
});
