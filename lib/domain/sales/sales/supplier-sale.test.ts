import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { deliveries } from '@/db/schema/deliveries';
import { saleEvents, sales } from '@/db/schema/sales';
import { suppliers } from '@/db/schema/suppliers';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import type { FaultInput } from '@/sandbox/khalti/faults';
import { sell } from './sell';
import { provideKhaltiDesk } from './testing';

const desk = provideKhaltiDesk();

describe('a sale through Khalti', () => {
  it('is paid once, gives the PIN, sends it to the customer and keeps it encrypted', async () => {
    const { sale, pin } = await sell(desk.seller, desk.order({ phone: '9860848045', email: 'buyer@example.com' }));
    const book = await desk.bookOf(sale.id);
    expect(sale).toMatchObject({ state: 'succeeded', supplier: 'khalti', pinLastFour: pin?.slice(-4).toUpperCase() });
    expect(book).toMatchObject({ booked: true, posts: 1, pin });
    expect(await readSalePin(desk.db, sale.id)).toBe(pin);
    const messages = await desk.db.select().from(deliveries).where(eq(deliveries.saleId, sale.id));
    expect(messages.map(({ channel }) => channel)).toEqual(['sms', 'email']);
    const events = await desk.db.select().from(saleEvents).where(eq(saleEvents.saleId, sale.id));
    expect(events.map(({ state }) => state)).toEqual(['pending', 'succeeded']);
    expect(JSON.stringify([events, await desk.rowOf(sale.id)])).not.toContain(pin);
  });

  it('is one sale however often it is requested', async () => {
    const input = desk.order();
    const answers = await Promise.all([sell(desk.seller, input), sell(desk.seller, input), sell(desk.seller, input)]);
    expect(new Set(answers.map(({ sale }) => sale.id)).size).toBe(1);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect((await desk.bookOf(answers[0].sale.id))?.posts).toBe(1);
  });

  it('holds an integrator’s credit, and settles or releases it with the outcome', async () => {
    const ctx = await desk.buyer();
    await sell(ctx, desk.order());
    expect(await getOwnBalance(ctx)).toEqual({ availablePaisa: 800_000, heldPaisa: 0, consumedPaisa: 200_000 });
    desk.khalti.fault({ kind: 'out-of-stock' });
    expect((await sell(ctx, desk.order())).sale).toMatchObject({
      state: 'failed',
      failureCode: expect.stringContaining('khalti:'),
    });
    expect(await getOwnBalance(ctx)).toEqual({ availablePaisa: 800_000, heldPaisa: 0, consumedPaisa: 200_000 });
    desk.khalti.fault({ kind: 'cut-after-booking' });
    expect((await sell(ctx, desk.order())).sale.state).toBe('unknown');
    expect(await getOwnBalance(ctx)).toEqual({ availablePaisa: 600_000, heldPaisa: 200_000, consumedPaisa: 200_000 });
  });

  it('is refused without credit, before Khalti is asked', async () => {
    const ctx = await desk.buyer(100);
    const before = desk.khalti.books().length;
    await expect(sell(ctx, desk.order())).rejects.toMatchObject({ reason: 'insufficient_credit' });
    expect(desk.khalti.books()).toHaveLength(before);
    expect(await desk.db.select().from(sales).where(eq(sales.apiKeyId, ctx.actor.id))).toEqual([]);
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
    const sale = await desk.sellUnder(fault);
    expect(sale).toMatchObject({ state: 'unknown', settledAt: null });
    expect((await desk.rowOf(sale.id)).nextLookUpAt).toEqual(new Date(desk.clock.now + 5 * 60_000));
  });

  it('needs a person at once when text and state contradict each other', async () => {
    const sale = await desk.sellUnder({ kind: 'contradiction' });
    expect(sale).toMatchObject({ state: 'unknown', flagReason: 'contradiction' });
  });

  it('raises an alert that every sale fails, until one works', async () => {
    const alert = async () => (await desk.db.select().from(suppliers)).find(({ name }) => name === 'khalti')?.alertCode;
    expect((await desk.sellUnder({ kind: 'insufficient-credits' })).state).toBe('failed');
    expect(await alert()).toBe('khalti:1016');
    await sell(desk.seller, desk.order());
    expect(await alert()).toBeNull();
  });
});
