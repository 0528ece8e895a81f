import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deliveries, saleEvents, sales } from '@/db/schema/sales';
import { suppliers } from '@/db/schema/suppliers';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import { type ConnectedKhalti, connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { SystemActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import type { FaultInput } from '@/sandbox/khalti/faults';
import { followUpSales, sweepPendingSales } from './follow-up-sales';
import { getSale } from './get-sale';
import { enterSalePin, lookUpSale, markSaleFailed, markSaleRefunded } from './resolve-sale';
import { sell } from './sell';

let test: TestDatabase;
let khalti: ConnectedKhalti;
let product: { id: number; amountPaisa: number };
let admin: Context<UserActor>;
let seller: Context<UserActor>;
let clock = Date.parse('2026-11-22T06:00:00Z');
const now = () => new Date(clock);
const pass = (minutes: number) => {
  clock += minutes * 60_000;
};

beforeAll(async () => {
  test = await createTestDatabase({ max: 8 });
  khalti = await connectKhalti();
  product = await offerKhaltiProduct(test.db, khalti, { value: 'nettv khalti', amount: 2000 });
  admin = { ...(await makeUserContext(test.db, 'admin')), now };
  seller = { ...(await makeUserContext(test.db, 'support')), now };
});
afterAll(async () => {
  await khalti.disconnect();
  await test.close();
});
afterEach(() => khalti.clearFaults());

const system = (): Context<SystemActor> => ({ ...systemContext(test.db, 'tests'), now });
const order = (more: { phone?: string; email?: string; despiteSaleId?: number } = {}) => ({
  reference: randomUUID(),
  productId: product.id,
  expectedAmountPaisa: product.amountPaisa,
  ...more,
});
const rowOf = async (id: number) => {
  const [row] = await test.db.select().from(sales).where(eq(sales.id, id));
  if (!row) throw new Error('There is no such sale.');
  return row;
};
const bookOf = async (id: number) => khalti.bookOf((await rowOf(id)).supplierReference ?? '');

async function buyer(creditPaisa = 1_000_000) {
  const ctx = { ...(await makeKeyContext(test.db, ['nettv:sell'])), now };
  const { integratorId } = ctx.actor;
  await topUpCredit(admin, { integratorId, amountPaisa: creditPaisa, reason: 'tests' });
  return ctx;
}

/** A sale at the desk whose payment met this fault. */
async function sellUnder(fault: FaultInput) {
  khalti.fault(fault);
  return (await sell(seller, order())).sale;
}

describe('a sale through Khalti', () => {
  it('is paid once, gives the PIN, sends it to the customer and keeps it encrypted', async () => {
    const { sale, pin } = await sell(seller, order({ phone: '9860848045', email: 'buyer@example.com' }));
    const book = await bookOf(sale.id);
    expect(sale).toMatchObject({ state: 'succeeded', supplier: 'khalti', pinLastFour: pin?.slice(-4).toUpperCase() });
    expect(book).toMatchObject({ booked: true, posts: 1, pin });
    expect(await readSalePin(test.db, sale.id)).toBe(pin);
    const messages = await test.db.select().from(deliveries).where(eq(deliveries.saleId, sale.id));
    expect(messages.map(({ channel }) => channel)).toEqual(['sms', 'email']);
    const events = await test.db.select().from(saleEvents).where(eq(saleEvents.saleId, sale.id));
    expect(events.map(({ state }) => state)).toEqual(['pending', 'succeeded']);
    expect(JSON.stringify([events, await rowOf(sale.id)])).not.toContain(pin);
  });

  it('is one sale however often it is requested', async () => {
    const input = order();
    const answers = await Promise.all([sell(seller, input), sell(seller, input), sell(seller, input)]);
    expect(new Set(answers.map(({ sale }) => sale.id)).size).toBe(1);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect((await bookOf(answers[0].sale.id))?.posts).toBe(1);
  });

  it('holds an integrator’s credit, and settles or releases it with the outcome', async () => {
    const ctx = await buyer();
    await sell(ctx, order());
    expect(await getOwnBalance(ctx)).toEqual({ availablePaisa: 800_000, heldPaisa: 0, consumedPaisa: 200_000 });
    khalti.fault({ kind: 'out-of-stock' });
    expect((await sell(ctx, order())).sale).toMatchObject({
      state: 'failed',
      failureCode: expect.stringContaining('khalti:'),
    });
    expect(await getOwnBalance(ctx)).toEqual({ availablePaisa: 800_000, heldPaisa: 0, consumedPaisa: 200_000 });
    khalti.fault({ kind: 'cut-after-booking' });
    expect((await sell(ctx, order())).sale.state).toBe('unknown');
    expect(await getOwnBalance(ctx)).toEqual({ availablePaisa: 600_000, heldPaisa: 200_000, consumedPaisa: 200_000 });
  });

  it('is refused without credit, before Khalti is asked', async () => {
    const ctx = await buyer(100);
    const before = khalti.books().length;
    await expect(sell(ctx, order())).rejects.toMatchObject({ reason: 'insufficient_credit' });
    expect(khalti.books()).toHaveLength(before);
    expect(await test.db.select().from(sales).where(eq(sales.apiKeyId, ctx.actor.id))).toEqual([]);
  });

  it.each([
    ['the answer is cut before it was booked', { kind: 'cut-before-booking' }],
    ['the answer is cut after it was booked', { kind: 'cut-after-booking' }],
    ['the server fails', { kind: 'server-error' }],
    ['a page comes instead', { kind: 'html', status: 502 }],
    ['the JSON ends half way', { kind: 'truncated-json' }],
    ['it is being processed', { kind: 'processing' }],
    ['the reference is said to be used', { kind: 'duplicate-reference' }],
    ['the answer never comes', { kind: 'hang' }],
  ] as [string, FaultInput][])('is unknown, and kept for a look-up, when %s', async (_when, fault) => {
    const sale = await sellUnder(fault);
    expect(sale).toMatchObject({ state: 'unknown', settledAt: null });
    expect((await rowOf(sale.id)).nextLookUpAt).toEqual(new Date(clock + 5 * 60_000));
  });

  it('needs a person at once when text and state contradict each other', async () => {
    const sale = await sellUnder({ kind: 'contradiction' });
    expect(sale).toMatchObject({ state: 'unknown', flagReason: 'contradiction' });
  });

  it('raises an alert that every sale fails, until one works', async () => {
    const alert = async () => (await test.db.select().from(suppliers)).find(({ name }) => name === 'khalti')?.alertCode;
    expect((await sellUnder({ kind: 'insufficient-credits' })).state).toBe('failed');
    expect(await alert()).toBe('khalti:1016');
    await sell(seller, order());
    expect(await alert()).toBeNull();
  });
});

describe('a sale whose outcome is not known', () => {
  it('is found to be paid by a look-up, and waits for its PIN', async () => {
    const sale = await sellUnder({ kind: 'cut-after-booking' });
    pass(4);
    await followUpSales(system());
    expect((await rowOf(sale.id)).state).toBe('unknown');
    pass(1);
    await followUpSales(system());
    expect(await rowOf(sale.id)).toMatchObject({ state: 'pin_missing', flagReason: 'pin_missing' });
    expect((await bookOf(sale.id))?.posts).toBe(1);
  });

  it('fails at the second answer that the reference is not known, five minutes after the first', async () => {
    const ctx = await buyer();
    khalti.fault({ kind: 'cut-before-booking' });
    const { sale } = await sell(ctx, order());
    await lookUpSale(seller, { saleId: sale.id });
    pass(4);
    await lookUpSale(seller, { saleId: sale.id });
    expect((await rowOf(sale.id)).state).toBe('unknown');
    pass(1);
    await followUpSales(system());
    expect(await rowOf(sale.id)).toMatchObject({ state: 'failed', failureCode: 'khalti:002' });
    expect(await getOwnBalance(ctx)).toMatchObject({ availablePaisa: 1_000_000, heldPaisa: 0 });
  });

  it('is looked up with growing pauses, and is for a person in the end', async () => {
    const sale = await sellUnder({ kind: 'hang' });
    khalti.fault({ kind: 'server-error', call: 'bulk', times: 50 });
    const pauses: number[] = [];
    for (let at = (await rowOf(sale.id)).nextLookUpAt; at; at = (await rowOf(sale.id)).nextLookUpAt) {
      pauses.push((at.getTime() - clock) / 60_000);
      clock = at.getTime();
      await followUpSales(system());
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280]);
    expect(await rowOf(sale.id)).toMatchObject({ state: 'unknown', flagReason: 'gave_up' });
    await expect(markSaleFailed(seller, { saleId: sale.id, reason: 'no' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await markSaleFailed(admin, { saleId: sale.id, reason: 'Khalti says it was never booked' });
    expect(await rowOf(sale.id)).toMatchObject({ state: 'failed', flaggedAt: null });
  });

  it('is not given up by a person while it is looked up', async () => {
    const sale = await sellUnder({ kind: 'cut-before-booking' });
    const giveUp = markSaleFailed(admin, { saleId: sale.id, reason: 'impatient' });
    await expect(giveUp).rejects.toMatchObject({ reason: 'still_looking' });
  });

  it('is what a sale becomes that a dead process left, and it is never sent again', async () => {
    const { sale } = await sell(seller, order());
    await test.db.execute(`update sales set state = 'pending', settled_at = null, pin_sealed = null, pin_digest = null,
      pin_last_four = null where id = ${sale.id}`);
    expect(await sweepPendingSales(system())).toBe(0);
    pass(2);
    expect(await sweepPendingSales(system())).toBe(1);
    expect((await rowOf(sale.id)).state).toBe('unknown');
    expect((await bookOf(sale.id))?.posts).toBe(1);
  });
});

describe('a paid sale without a PIN', () => {
  const paid = async () => {
    const { sale } = await sell(seller, order({ phone: '9860848045', despiteSaleId: Number.MAX_SAFE_INTEGER }));
    await test.db.execute(`update sales set state = 'pin_missing', settled_at = null, pin_sealed = null,
      pin_digest = null, pin_last_four = null where id = ${sale.id}`);
    await test.db.delete(deliveries).where(eq(deliveries.saleId, sale.id));
    return sale.id;
  };

  it('comes from an answer without one, and needs a person', async () => {
    const sale = await sellUnder({ kind: 'no-pin' });
    expect(sale).toMatchObject({ state: 'pin_missing', flagReason: 'pin_missing' });
  });

  it('takes the PIN that a person enters, and the customer gets it', async () => {
    const saleId = await paid();
    const entered = { saleId, pin: 'ABCD-1234-XY', reason: 'Khalti support, ticket 88', confirmed: true };
    await expect(enterSalePin(seller, entered)).rejects.toMatchObject({ code: 'forbidden' });
    await enterSalePin(admin, entered);
    expect(await readSalePin(test.db, saleId)).toBe(entered.pin);
    expect(await test.db.select().from(deliveries).where(eq(deliveries.saleId, saleId))).toHaveLength(1);
    await expect(enterSalePin(admin, entered)).rejects.toMatchObject({ reason: 'wrong_state' });
    const other = await paid();
    const again = enterSalePin(admin, { ...entered, saleId: other });
    await expect(again).rejects.toMatchObject({ fields: { pin: [expect.stringContaining('another sale')] } });
  });

  it('takes a PIN unlike the earlier ones of its product only when that is confirmed, and writes nothing before', async () => {
    await sell(admin, order());
    const saleId = await paid();
    const enter = (pin: string, confirmed = false) =>
      enterSalePin(admin, { saleId, pin, reason: 'Ticket 90', confirmed });
    await expect(enter('ABCD-1234')).rejects.toMatchObject({
      reason: 'unusual_pin',
      message: expect.stringContaining('characters, and this one has 8.'),
    });
    await expect(enter('ABCD1234EFGH567*')).rejects.toMatchObject({
      message: expect.stringContaining('have no other characters, and this one has.'),
    });
    expect(await rowOf(saleId)).toMatchObject({ state: 'pin_missing', pinLastFour: null });
    await enter('ABCD-1234', true);
    expect(await readSalePin(test.db, saleId)).toBe('ABCD-1234');
    const other = await paid();
    await enterSalePin(admin, { saleId: other, pin: 'ABCD-2345-EFGH-6789', reason: 'Ticket 91' });
    expect(await rowOf(other)).toMatchObject({ state: 'succeeded', pinLastFour: '6789' });
  });

  it('is refunded by a person, with the credit back', async () => {
    const ctx = await buyer();
    khalti.fault({ kind: 'no-pin' });
    const { sale } = await sell(ctx, order());
    expect((await getOwnBalance(ctx)).heldPaisa).toBe(200_000);
    await expect(markSaleRefunded(seller, { saleId: sale.id, reason: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const input = { saleId: sale.id, reason: 'Khalti gave the money back' };
    await expect(markSaleRefunded(admin, input)).rejects.toMatchObject({
      fields: { evidence: [expect.stringContaining('Khalti does not say that the money is back (')] },
    });
    expect((await rowOf(sale.id)).state).toBe('pin_missing');
    expect(khalti.refund((await rowOf(sale.id)).supplierReference ?? '')).toBe(true);
    await markSaleRefunded(admin, input);
    expect((await rowOf(sale.id)).state).toBe('refunded');
    expect(await getOwnBalance(ctx)).toEqual({ availablePaisa: 1_000_000, heldPaisa: 0, consumedPaisa: 0 });
    await expect(markSaleRefunded(admin, input)).rejects.toMatchObject({ reason: 'wrong_state' });
  });

  it('is refunded without Khalti’s word when a person has evidence, which the timeline keeps', async () => {
    khalti.fault({ kind: 'no-pin' });
    const { sale } = await sell(admin, order());
    khalti.fault({ call: 'status', kind: 'html', status: 502 });
    const input = { saleId: sale.id, reason: 'Ticket 88' };
    await expect(markSaleRefunded(admin, input)).rejects.toMatchObject({ code: 'invalid' });
    await markSaleRefunded(admin, { ...input, evidence: 'Bank statement of 3 November' });
    expect(await rowOf(sale.id)).toMatchObject({ state: 'refunded' });
    const { events } = await getSale(admin, { saleId: sale.id });
    expect(events.at(-1)?.note).toMatch(/^Ticket 88 · Look-up: .+ · Evidence: Bank statement of 3 November$/);
  });

  it('is refunded on Khalti’s word that it failed or was never ordered', async () => {
    for (const [kind, reference] of [
      ['failed', null],
      ['unknown', randomUUID()],
    ] as const) {
      khalti.fault(kind === 'failed' ? { kind: 'processing', lookUps: 0, endsAs: 'Failed' } : { kind: 'no-pin' });
      const { sale } = await sell(admin, order());
      await test.sql`update sales set state = 'pin_missing', next_look_up_at = null, unknown_reason = null,
        supplier_reference = coalesce(${reference}, supplier_reference) where id = ${sale.id}`;
      await markSaleRefunded(admin, { saleId: sale.id, reason: 'Ticket 89' });
      expect(await rowOf(sale.id)).toMatchObject({ state: 'refunded' });
    }
  });
});
