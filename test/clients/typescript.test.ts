import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ApiError, couponDesk, verifyWebhook, WebhookVerificationError } from '@/clients/typescript/src/index.ts';
import { openServed } from '@/lib/api/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { generateSecret } from '@/lib/platform/webhooks/encrypt-secret';
import { messageBody } from '@/lib/platform/webhooks/message-body';
import { relayEvents } from '@/lib/platform/webhooks/relay-events';
import { signWebhook } from '@/lib/platform/webhooks/sign-webhook';
import { digestOf, readClientDocument } from '@/scripts/client-document';
import { prepared } from '@/test/prepared';

const world = prepared(async () => {
  const served = await openServed();
  const system = systemContext(served.db, 'tests');
  const company = { name: 'Client', scopes: [...scopes], couponLimit: 'all' as const, creditPaisa: 1_000_000 };
  const { key } = await createIntegratorKey(system, company);
  await makeStock(served.db, 5, { value: 'nettv coupon' });
  const baseUrl = `http://127.0.0.1:${served.port}`;
  const pauses: number[] = [];
  const wait = async (ms: number) => pauses.push(ms);
  return { ...served, system, baseUrl, key, pauses, wait, desk: couponDesk({ baseUrl, key }) };
});

const purchase = (reference: string) => ({ reference, value: 'nettv coupon', amount: 2000 });

async function all<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const read: Row[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

/** A network that loses the answers of the first requests: the desk did what they asked for. */
function losing(count: number): typeof fetch {
  let lost = 0;
  return async (...request) => {
    const answer = await fetch(...request);
    if (++lost > count) return answer;
    await answer.body?.cancel();
    throw new TypeError('fetch failed');
  };
}

it('has the types of the document', async () => {
  const written = readFileSync('clients/typescript/src/schema.ts', 'utf8');
  const digest = digestOf(await readClientDocument());
  expect(written.split('\n', 1), 'Run `npm run client:types`, and commit what it writes.').toEqual([
    `// Of the document ${digest}`,
  ]);
});

describe('the client', () => {
  it('sells, redeems, and rolls back', async () => {
    const { desk } = world;
    const sold = await desk.buy(purchase('client-1'));
    expect(sold).toMatchObject({ state: 'succeeded', reference: 'client-1', amount: 200_000, redemption: 'unused' });
    const taken = await desk.redeem('client-1', { code: sold.pin ?? '', user: { id: 'user-1' } });
    expect(taken).toMatchObject({ state: 'redeemed', user_id: 'user-1' });
    const refused = await desk.redeem('client-2', { code: sold.pin ?? '', user: { id: 'user-2' } }).catch((e) => e);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ status: 409, code: 'code_already_redeemed', requestId: expect.any(String) });
    expect(await desk.rollBack(taken.id, 'Payment failed')).toMatchObject({ state: 'rolled_back' });
    expect((await desk.sale('client-1')).redemption).toBe('unused');
  });

  it('throws what the contract says of a refused purchase, and never takes it for a sale', async () => {
    const wrong = world.desk.buy({ ...purchase('client-3'), amount: 1 });
    await expect(wrong).rejects.toMatchObject({ status: 400, code: '1010' });
    await expect(world.desk.sale('client-3')).rejects.toMatchObject({ status: 404, code: 'not_found' });
  });

  it('buys once when the answer is lost', async () => {
    const { baseUrl, key, wait } = world;
    const desk = couponDesk({ baseUrl, key, wait, fetch: losing(1) });
    const sold = await desk.buy(purchase('client-4'));
    expect(sold).toMatchObject({ state: 'succeeded', pin: expect.any(String) });
    expect(await desk.buy(purchase('client-4'))).toEqual(sold);
    const [{ count } = { count: 0 }] = await world.sql`select count(*)::int from sales where reference = 'client-4'`;
    expect(count).toBe(1);
  });

  it('sends a write again with one key, so that it is done once', async () => {
    const { baseUrl, key, pauses, wait } = world;
    pauses.length = 0;
    const desk = couponDesk({ baseUrl, key, wait, fetch: losing(2) });
    const body = { coupon: { code: 'once', discount: 25, duration: 'once' as const } };
    const { coupon } = await desk.unwrap(desk.api.POST('/management/coupons.json', { body }));
    expect(coupon.code).toBe('once');
    expect(pauses).toHaveLength(2);
    expect(pauses[1]).toBeGreaterThan(pauses[0] ?? 0);
    const [{ count } = { count: 0 }] = await world.sql`select count(*)::int from coupons where code = 'once'`;
    expect(count).toBe(1);
  });

  it('gives up after its attempts, and sends nothing again that was refused', async () => {
    const { baseUrl, key, pauses, wait } = world;
    pauses.length = 0;
    const away = couponDesk({ baseUrl, key, wait, attempts: 3, fetch: losing(9) });
    await expect(away.sale('client-1')).rejects.toThrow('fetch failed');
    expect(pauses).toHaveLength(2);
    const unknown = couponDesk({ baseUrl, key: 'cdk_nobody', wait });
    await expect(unknown.sale('client-1')).rejects.toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(pauses).toHaveLength(2);
  });

  it('waits for as long as an answer says, up to a minute', async () => {
    const { baseUrl, key, pauses, wait } = world;
    const seconds = ['60', '61'];
    const busy: typeof fetch = async () =>
      Response.json({ title: 'Too often' }, { status: 429, headers: { 'retry-after': seconds.shift() ?? '' } });
    pauses.length = 0;
    const desk = couponDesk({ baseUrl, key, wait, fetch: busy });
    await expect(desk.sale('client-1')).rejects.toMatchObject({ status: 429, message: 'Too often' });
    expect(pauses).toEqual([60_000]);
  });

  it('pages through 10,000 codes, each once', async () => {
    const { desk } = world;
    const body = { coupon: { code: 'many', discount: 100, duration: 'once' as const } };
    const { coupon } = await desk.unwrap(desk.api.POST('/management/coupons.json', { body }));
    const params = { path: { id: coupon.id } };
    const list = Array.from({ length: 10_000 }, (_, index) => `MANY-${String(index).padStart(5, '0')}`);
    await desk.unwrap(desk.api.POST('/management/coupons/{id}/codes.json', { params, body: { codes: { list } } }));
    const codes: string[] = [];
    for await (const { code } of desk.codes(coupon.id, { status: 'available' })) codes.push(code);
    expect(codes).toHaveLength(10_000);
    expect(codes.sort()).toEqual(list);
  });

  it('walks sales, redemptions, coupons and events', async () => {
    const { desk } = world;
    await relayEvents(world.system);
    const sales = await all(desk.sales({ state: 'succeeded' }));
    expect(sales.map(({ reference }) => reference).sort()).toEqual(['client-1', 'client-4']);
    expect(await all(desk.redemptions({ user_id: 'user-1' }))).toHaveLength(1);
    const coupons = await all(desk.coupons({ q: 'many' }));
    expect(coupons.map(({ code }) => code)).toEqual(['many']);
    const events = await all(desk.events());
    expect(events.map(({ type }) => type)).toContain('sale.succeeded');
    const last = events.at(-1)?.id;
    expect(await all(desk.events(last))).toEqual([]);
  });
});

describe('a webhook', () => {
  const secret = generateSecret();
  const data = { coupon_id: 1, created_at: '2026-11-03T06:15:00.000Z' };
  const body = messageBody({
    type: 'coupon.created',
    createdAt: new Date('2026-11-03T06:15:00Z'),
    livemode: true,
    data,
  });
  const signed = (at: Date) => signWebhook({ id: 'msg_1', at, body, secrets: [generateSecret(), secret] });

  it('is verified by one of the secrets, and typed by its event', () => {
    const event = verifyWebhook({ secret: [generateSecret(), secret], headers: signed(new Date()), body });
    expect(event).toMatchObject({ id: 'msg_1', type: 'coupon.created' });
    if (event.type === 'coupon.created') expect(event.data.coupon_id).toBe(1);
  });

  it('is refused when it was changed, is old, or is signed with another secret', () => {
    const headers = new Headers(signed(new Date()));
    const old = signed(new Date(Date.now() - 6 * 60_000));
    expect(() => verifyWebhook({ secret, headers, body: `${body} ` })).toThrow(WebhookVerificationError);
    expect(() => verifyWebhook({ secret, headers: old, body })).toThrow(WebhookVerificationError);
    expect(() => verifyWebhook({ secret: generateSecret(), headers, body })).toThrow(WebhookVerificationError);
    expect(() => verifyWebhook({ secret, headers: {}, body })).toThrow(WebhookVerificationError);
  });
});
