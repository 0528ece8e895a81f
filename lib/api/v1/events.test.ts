import { afterAll, beforeAll, expect, it } from 'vitest';
import { webhookEvents } from '@/db/schema/webhooks';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeKeyOf } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import { relayEvents } from '@/lib/platform/webhooks/relay-events';
import { createApp } from '../app';

let test: TestDatabase;
let app: ReturnType<typeof createApp>;
let reader: Awaited<ReturnType<typeof makeKeyContext>>;
let other: Awaited<ReturnType<typeof makeKeyContext>>;
let coupon: { code: string };
const scopes = ['redemptions:read' as const, 'redemptions:write' as const, 'events:read' as const];

beforeAll(async () => {
  test = await createTestDatabase();
  app = createApp({ database: () => test.db, now: () => new Date() });
  [reader, other] = [await makeKeyContext(test.db, scopes), await makeKeyContext(test.db, scopes)];
  coupon = await makeCoupon(test.db);
});
afterAll(() => test.close());

async function list(query = '', { key } = reader) {
  const answer = await app.request(`/api/v1/events${query}`, { headers: { authorization: `Bearer ${key}` } });
  return { status: answer.status, body: await answer.json() };
}
const use = (id: string, by = reader) => redeem(by, { code: coupon.code, user: { id } });
const relay = () => relayEvents(systemContext(test.db, 'test'));
type Listed = { id: string; type: string; data: { redemption_id?: number } };

it('has what happened to its own integrator without any webhook, each once, whatever the page', async () => {
  const ids: number[] = [];
  for (const user of ['a', 'b', 'c', 'd', 'e']) ids.push((await use(user)).id);
  await use('x', other);
  expect((await list()).body).toEqual({ data: [], next: null });
  await relay();
  const seen: Listed[] = [];
  for (let after = ''; ; ) {
    const { body } = await list(`?limit=2${after}`);
    seen.push(...body.data);
    if (!body.next) break;
    expect(body.next).toBe(body.data.at(-1).id);
    after = `&after=${body.next}`;
  }
  expect(seen.map(({ type, data }) => [type, data.redemption_id])).toEqual(ids.map((id) => ['coupon.redeemed', id]));
  expect((await list('', other)).body.data).toHaveLength(1);
  const last = seen.at(-1)?.id;
  expect((await list(`?after=${last}`)).body).toEqual({ data: [], next: null });
  const { id } = await use('f');
  await relay();
  expect((await list(`?after=${last}`)).body.data).toMatchObject([{ data: { redemption_id: id } }]);
});

it('is narrowed by type and time', async () => {
  const since = new Date(Date.now() + 60_000).toISOString();
  const { id: couponId } = await makeCoupon(test.db);
  const later = { ...systemContext(test.db, 'test'), now: () => new Date(Date.now() + 120_000) };
  const data = { coupon_id: couponId, available: 1, threshold: 2 };
  await publishEvent(later, { type: 'codes.low', data, integratorId: reader.actor.integratorId });
  await relay();
  const [event] = (await list(`?since=${since}`)).body.data;
  expect(event).toMatchObject({ type: 'codes.low', data });
  expect((await list('?type=codes.low')).body.data).toEqual([event]);
  expect((await list('?type=sale.failed')).body.data).toEqual([]);
});

it('refuses what is no event of its own, and what it does not know', async () => {
  const [foreign] = (await list('', other)).body.data;
  for (const query of [
    `?after=${foreign.id}`,
    `?after=msg_${'0'.repeat(32)}`,
    '?after=7',
    '?type=coupon.none',
    '?since=x',
  ]) {
    expect([query, (await list(query)).status]).toEqual([query, 400]);
  }
  const without = await makeKeyContext(test.db, ['redemptions:read']);
  expect(await list('', without)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});

it('is kept for those alone who have a live key that reads events', async () => {
  const buyer = await makeBuyer(test.db, 1_000_000);
  const stock = await makeStock(test.db, 3);
  const stored = () => test.db.$count(webhookEvents);
  const before = await stored();
  await sell(buyer, order(stock));
  expect(await stored()).toBe(before);
  const { integratorId: id, integratorName: name } = buyer.actor;
  const key = await makeKeyOf(test.db, { id, name }, ['events:read']);
  await sell(buyer, order(stock));
  await relay();
  expect((await list('', key)).body.data).toMatchObject([{ type: 'sale.succeeded' }]);
  await test.sql`update api_keys set expires_at = now() - interval '1 second' where id = ${key.actor.id}`;
  await sell(buyer, order(stock));
  expect(await stored()).toBe(before + 1);
});
