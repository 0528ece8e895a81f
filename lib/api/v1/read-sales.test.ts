import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { checkRedemption } from '@/lib/domain/redemptions/redemptions/check-redemption';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { listPurchases, readPurchase } from '@/lib/domain/sales/sales/read-purchases';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order, type Stock } from '@/lib/domain/sales/sales/testing';
import { voidPurchase } from '@/lib/domain/sales/sales/void-sale';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { createApp } from '../app';

const test = openTestDatabase();
let app: ReturnType<typeof createApp>;
let buyer: Awaited<ReturnType<typeof makeBuyer>>;
let stranger: Awaited<ReturnType<typeof makeBuyer>>;
let stock: Stock;
beforeAll(async () => {
  app = createApp({ database: () => test.db, now: () => new Date() });
  buyer = await makeBuyer(test.db, 2_000_000);
  stranger = await makeBuyer(test.db, 0);
  stock = await makeStock(test.db, 10);
});

async function read(path: string, key = buyer.key) {
  const answer = await app.request(`/api/v1/sales${path}`, { headers: { authorization: `Bearer ${key}` } });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

describe('GET /api/v1/sales/{reference}', () => {
  it('gives the PIN of a purchase whose answer was lost, to be kept nowhere, and writes each reading down', async () => {
    const { sale, pin } = await sell(buyer, order(stock));
    const { status, headers, body } = await read(`/${sale.reference}`);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      reference: sale.reference,
      state: 'succeeded',
      amount: 200_000,
      pin,
      serial: null,
      redemption: 'unused',
    });
    await read(`/${sale.reference}`);
    const readings = and(eq(auditEvents.action, 'sale.pin_revealed'), eq(auditEvents.subjectId, sale.id));
    expect(await test.db.$count(auditEvents, readings)).toBe(2);
  });

  it('says what became of the PIN', async () => {
    const [used, held, voided] = [
      await sell(buyer, order(stock)),
      await sell(buyer, order(stock)),
      await sell(buyer, order(stock)),
    ];
    const platform = await makeKeyContext(test.db, ['redemptions:write']);
    await redeem(platform, { code: used.pin ?? '', user: { id: 'a' } });
    await redeem(platform, { code: held.pin ?? '', user: { id: 'b' }, hold_seconds: 600 });
    await voidPurchase(buyer, { reference: voided.sale.reference, reason: 'Wrong customer' });
    const became = async ({ sale }: typeof used) => {
      const { body } = await read(`/${sale.reference}`);
      return [body.state, body.redemption, body.pin !== null];
    };
    expect(await became(used)).toEqual(['succeeded', 'redeemed', true]);
    expect(await became(held)).toEqual(['succeeded', 'held', true]);
    expect(await became(voided)).toEqual(['voided', 'voided', false]);
  });

  it('says that a PIN is unused from the end of its hold on, whether or not that was written down', async () => {
    const { sale, pin } = await sell(buyer, order(stock));
    const platform = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']);
    const held = await redeem(platform, { code: pin ?? '', user: { id: 'c' }, hold_seconds: 600 });
    const over = held.holdExpiresAt ?? new Date(0);
    const at = async (instant: Date) => {
      const later = { ...buyer, now: () => instant };
      const { redeemable } = await checkRedemption(
        { ...platform, now: () => instant },
        { code: pin ?? '', user: { id: 'd' } },
      );
      const listed = (await listPurchases(later, {})).rows.find(({ reference }) => reference === sale.reference);
      const { pinUse } = await readPurchase(later, { reference: sale.reference });
      return { pinUse, listed: listed?.pinUse, redeemable };
    };
    expect(await at(new Date(over.getTime() - 1))).toEqual({ pinUse: 'held', listed: 'held', redeemable: false });
    expect(await at(over)).toEqual({ pinUse: 'unused', listed: 'unused', redeemable: true });
  });

  it('shows nobody else’s, and nothing without the scope', async () => {
    const { sale } = await sell(buyer, order(stock));
    expect(await read(`/${sale.reference}`, stranger.key)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const reader = await makeKeyContext(test.db, ['redemptions:read', 'codes:reveal']);
    expect(await read(`/${sale.reference}`, reader.key)).toMatchObject({ status: 403 });
    expect(await read('/none')).toMatchObject({ status: 404 });
  });
});

describe('GET /api/v1/sales', () => {
  it('pages through the purchases of its own integrator, newest first and without PINs', async () => {
    const own = await makeBuyer(test.db, 2_000_000);
    const references: string[] = [];
    for (let made = 0; made < 3; made += 1) references.unshift((await sell(own, order(stock))).sale.reference);
    const { body: first } = await read('?limit=2', own.key);
    const { body: second } = await read(`?limit=2&after=${first.next}`, own.key);
    const rows: { reference: string }[] = [...first.data, ...second.data];
    expect(rows.map(({ reference }) => reference)).toEqual(references);
    expect(rows.every((row) => !('pin' in row))).toBe(true);
    expect(second.next).toBeNull();
    expect((await read('', stranger.key)).body).toEqual({ data: [], next: null });
  });

  it('is narrowed by state and time, and says what is wrong with either', async () => {
    const before = new Date().toISOString();
    const { sale } = await sell(buyer, order(stock));
    const { body } = await read(`?state=succeeded&from=${before}`);
    expect(body.data.map((row: { reference: string }) => row.reference)).toEqual([sale.reference]);
    expect((await read(`?to=${before}&from=${before}`)).body.data).toEqual([]);
    const { status, body: refusal } = await read('?state=sold&from=yesterday&after=x');
    expect(status).toBe(400);
    expect(Object.keys(refusal.fields).toSorted()).toEqual(['from', 'state']);
    expect(await read('?after=x')).toMatchObject({ status: 400, body: { fields: { after: expect.anything() } } });
    expect(await read('?stat=succeeded')).toMatchObject({ status: 400 });
  });
});
