import { beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { createApp } from '../app';

const test = openTestDatabase();
let app: ReturnType<typeof createApp>;
let key: string;
beforeAll(async () => {
  app = createApp({ database: () => test.db, now: () => new Date() });
  ({ key } = await makeKeyContext(test.db, ['redemptions:write', 'coupons:write', 'nettv:sell']));
  await makeCoupon(test.db, { code: 'LATIN25', discount: 25 });
});

const form = 'application/x-www-form-urlencoded';

async function send(path: string, body: Uint8Array<ArrayBuffer> | string, type = 'application/json') {
  const headers = { authorization: `Bearer ${key}`, 'content-type': type, 'idempotency-key': crypto.randomUUID() };
  const answer = await app.request(path, { method: 'POST', headers, body });
  return [answer.status, await answer.text()] as const;
}
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const redemption = (user: string) => JSON.stringify({ code: 'LATIN25', user: { id: user } });

it('a body that is no UTF-8 is refused: José and Josè in Latin-1 would be one user', async () => {
  for (const user of ['José', 'Josè']) {
    const [status, text] = await send('/api/v1/redemptions', latin1(redemption(user)));
    expect([status, JSON.parse(text).title]).toEqual([400, 'The body is not valid UTF-8.']);
  }
  expect((await send('/api/v1/redemptions', redemption('José')))[0]).toBe(201);

  const refused = JSON.stringify({ status: false, errors: { base: ['is not valid UTF-8'] } });
  const coupon = JSON.stringify({ coupon: { code: 'X', description: 'Café' } });
  expect(await send('/management/coupons.json', latin1(coupon))).toEqual([400, refused]);
  expect(await send('/management/coupons.json', 'coupon[code]=X&coupon[description]=Caf%E9', form)).toEqual([
    400,
    refused,
  ]);

  const purchase = JSON.stringify({ token: key, reference: 'a', value: 'é', amount: 1 });
  for (const [body, type] of [
    [latin1(purchase), 'application/json'],
    [`token=${key}&reference=a&value=%E9&amount=1`, form],
  ] as const) {
    const [status, text] = await send('/api/use/nettv-coupon/', body, type);
    expect([status, JSON.parse(text).error_code]).toEqual([400, '1014']);
  }
});
