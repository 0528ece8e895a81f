import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { deliveries } from '@/db/schema/deliveries';
import { correctedPins } from '@/db/schema/sales';
import { auditEvents } from '@/db/schema/team';
import { decryptCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { correctSalePin } from './correct-pin';
import { getSale } from './get-sale';
import { listSales } from './list-sales';
import { normalizeSaleSearch } from './normalize-sale-search';
import { enterSalePin } from './resolve-sale';
import { sell } from './sell';
import { makeStock, order, provideKhaltiDesk, times } from './testing';

const desk = provideKhaltiDesk();

const reason = 'Read out wrong by Khalti, ticket 92';
const confirmed = true;
let entered = 0;

/** A Khalti sale whose PIN came by hand. */
async function enter(pin: string = `HAND-0000-${1000 + ++entered}`) {
  desk.khalti.fault({ kind: 'no-pin' });
  const { sale } = await sell(
    desk.seller,
    desk.order({ phone: '9860848045', email: 'one@example.com', despiteSaleId: Number.MAX_SAFE_INTEGER }),
  );
  await enterSalePin(desk.admin, { saleId: sale.id, pin, reason: 'Ticket 91', confirmed });
  return { saleId: sale.id, pin };
}

describe('a PIN that was entered wrong', () => {
  it('is corrected by a supervisor: the new one is sent, the old one stays encrypted and finds its sale', async () => {
    const { saleId, pin: wrong } = await enter();
    const supervisor = await makeUserContext(desk.db, 'supervisor');
    const right = 'GOOD-7777-aBoL';
    await correctSalePin(supervisor, { saleId, pin: right, reason, confirmed });
    expect(await readSalePin(desk.db, saleId)).toBe(right);
    expect(await desk.rowOf(saleId)).toMatchObject({ state: 'succeeded', pinLastFour: 'aBoL', unseen: true });
    const [kept] = await desk.db.select().from(correctedPins).where(eq(correctedPins.saleId, saleId));
    expect(kept && decryptCode(kept)).toBe(wrong);
    const sent = await desk.db.select().from(deliveries).where(eq(deliveries.saleId, saleId)).orderBy(deliveries.id);
    expect(sent.map(({ channel, state, error }) => [channel, state, error])).toEqual([
      ['sms', 'failed', 'superseded'],
      ['email', 'failed', 'superseded'],
      ['sms', 'queued', null],
      ['email', 'queued', null],
    ]);
    const { events } = await getSale(desk.seller, { saleId });
    expect(events.at(-1)).toMatchObject({ note: `The PIN was corrected: ${reason}`, actorName: supervisor.actor.name });
    const audited = await desk.db
      .select({ userId: auditEvents.userId, data: auditEvents.data })
      .from(auditEvents)
      .where(and(eq(auditEvents.action, 'sale.pin_corrected'), eq(auditEvents.subjectId, saleId)));
    expect(audited).toEqual([{ userId: supervisor.actor.id, data: { reason } }]);
    for (const text of [wrong, right]) {
      expect(await normalizeSaleSearch(desk.seller, { text })).toEqual({ search: `#${saleId}`, by: 'secret' });
    }
  });

  it('is no PIN of another sale, nor the one that the sale has', async () => {
    const one = await enter();
    const other = await enter();
    const correct = (pin: string) => correctSalePin(desk.admin, { saleId: one.saleId, pin, reason, confirmed });
    await expect(correct(other.pin)).rejects.toMatchObject({
      fields: { pin: [expect.stringContaining('another sale')] },
    });
    await expect(correct(one.pin)).rejects.toMatchObject({ fields: { pin: ['The sale has this PIN already.'] } });
    expect(await readSalePin(desk.db, one.saleId)).toBe(one.pin);
  });

  it('goes to the sale that it belongs to, once it was corrected where it does not', async () => {
    const { saleId: earlier } = await enter();
    const { saleId, pin } = await enter();
    await correctSalePin(desk.admin, { saleId, pin: 'SWAP-0000-0001', reason, confirmed });
    const other = { saleId: earlier };
    await correctSalePin(desk.admin, { ...other, pin, reason, confirmed });
    expect(await readSalePin(desk.db, other.saleId)).toBe(pin);
    expect(await normalizeSaleSearch(desk.seller, { text: pin })).toEqual({ search: `#${other.saleId}`, by: 'secret' });
  });

  it('asks before it takes one unlike the earlier PINs of the product', async () => {
    const { saleId, pin } = await enter();
    const correct = (isMeant: boolean) =>
      correctSalePin(desk.admin, { saleId, pin: 'ODD*1', reason, confirmed: isMeant });
    await expect(correct(false)).rejects.toMatchObject({ reason: 'unusual_pin' });
    expect(await readSalePin(desk.db, saleId)).toBe(pin);
    await correct(true);
    expect(await readSalePin(desk.db, saleId)).toBe('ODD*1');
  });

  it('is corrected one time after the other when two do it at once', async () => {
    const { saleId, pin } = await enter();
    const made = await times(2, (index) =>
      correctSalePin(desk.admin, { saleId, pin: `BOTH-0000-000${index}`, reason, confirmed }),
    );
    expect(made.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    const kept = await desk.db.select().from(correctedPins).where(eq(correctedPins.saleId, saleId));
    const all = [...kept.map(decryptCode), await readSalePin(desk.db, saleId)];
    expect(all.toSorted()).toEqual([pin, 'BOTH-0000-0000', 'BOTH-0000-0001'].toSorted());
  });

  it('is not corrected by its seller, a viewer or a key', async () => {
    const { saleId, pin } = await enter();
    const correct = { saleId, pin: 'NEVER-0000', reason, confirmed };
    for (const ctx of [
      desk.seller,
      await makeUserContext(desk.db, 'viewer'),
      await makeKeyContext(desk.db, ['nettv:sell']),
    ]) {
      await expect(correctSalePin(ctx as never, correct)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await readSalePin(desk.db, saleId)).toBe(pin);
  });
});

it('corrects no PIN that a supplier answered, or of own stock, and none that is missing', async () => {
  const input = { pin: 'NEVER-0001', reason, confirmed };
  const { sale: answered } = await sell(desk.admin, desk.order());
  const { sale: own } = await sell(desk.admin, order(await makeStock(desk.db, 1)));
  for (const { id: saleId } of [answered, own]) {
    await expect(correctSalePin(desk.admin, { saleId, ...input })).rejects.toMatchObject({ reason: 'not_entered' });
  }
  desk.khalti.fault({ kind: 'no-pin' });
  const { sale: missing } = await sell(desk.admin, desk.order());
  const correct = correctSalePin(desk.admin, { saleId: missing.id, ...input });
  await expect(correct).rejects.toMatchObject({ reason: 'wrong_state' });
});

it('shows the last four as they were entered, and finds them in any case and with look-alikes', async () => {
  const { saleId } = await enter('CASE-1234-oLi7');
  expect(await desk.rowOf(saleId)).toMatchObject({ pinLastFour: 'oLi7' });
  for (const search of ['oLi7', 'OLI7', '0117']) {
    const { rows } = await listSales(desk.admin, { search });
    expect(rows.map(({ id }) => id)).toContain(saleId);
  }
});
