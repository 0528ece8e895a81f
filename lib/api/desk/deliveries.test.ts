import { beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { makeSale, queueDeliveries } from '@/lib/domain/sales/deliveries/testing';
import { cookieOf, makeUserContext } from '@/lib/platform/auth/testing';
import { createApp } from '../app';

const test = openTestDatabase();
let app: ReturnType<typeof createApp>;
let cookie: string;
let saleId: number;

beforeAll(async () => {
  app = createApp({ database: () => test.db, now: () => new Date() });
  const seller = await makeUserContext(test.db, 'support');
  cookie = await cookieOf(seller);
  ({ saleId } = await makeSale(test.db, seller.actor.id));
  await queueDeliveries(seller, { saleId, phone: '+9779860848045', email: null });
});

const get = (query: string, headers: Record<string, string> = { cookie }) =>
  app.request(`/api/desk/deliveries${query}`, { headers });

it('lists the messages of a sale', async () => {
  const response = await get(`?saleId=${saleId}`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    rows: [{ channel: 'sms', recipient: '+9779860848045', state: 'queued', attempts: 0, error: null }],
  });
});

it('says which parameter is wrong', async () => {
  const response = await get('?saleId=none');
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'invalid', errors: { saleId: [expect.any(String)] } });
});

it('answers nobody without a session', async () => {
  expect((await get(`?saleId=${saleId}`, {})).status).toBe(401);
});
