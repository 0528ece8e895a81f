import { beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { createApp } from '../app';

const test = openTestDatabase();
let app: ReturnType<typeof createApp>;
let platform: Awaited<ReturnType<typeof makeKeyContext>>;
beforeAll(async () => {
  app = createApp({ database: () => test.db, now: () => new Date() });
  platform = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']);
});

const calls = {
  confirm: undefined,
  roll_back: { reason: 'Payment failed' },
  cycles: { number: 1 },
};

async function makeRedemption(call: string): Promise<number> {
  const { code } = await makeCoupon(test.db);
  const hold = call === 'confirm' ? { hold_seconds: 600 } : {};
  return (await redeem(platform, { code, user: { id: 'u' }, ...hold })).id;
}

async function send(path: string, idempotencyKey: string, body: unknown) {
  const answer = await app.request(`/api/v1/redemptions/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${platform.key}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, replayed: answer.headers.get('idempotent-replayed'), text: await answer.text() };
}

it.each(Object.entries(calls))('%s answers a repeated request byte for byte as at first', async (call, body) => {
  const id = await makeRedemption(call);
  const first = await send(`${id}/${call}`, `${call}-1`, body);
  expect(first).toMatchObject({ status: 200, replayed: null });
  expect(await send(`${id}/${call}`, `${call}-1`, body)).toEqual({ ...first, replayed: 'true' });
});

it.each(Object.entries(calls))('%s refuses the key of another request, and does nothing', async (call, body) => {
  const [one, other] = [await makeRedemption(call), await makeRedemption(call)];
  await send(`${one}/${call}`, `${call}-2`, body);
  const reused = await send(`${other}/${call}`, `${call}-2`, body);
  expect([reused.status, JSON.parse(reused.text).code]).toEqual([409, 'idempotency_key_reused']);
  expect((await send(`${other}/${call}`, `${call}-3`, body)).status).toBe(200);
});

it('keeps a refusal for its key, as it was', async () => {
  const id = await makeRedemption('roll_back');
  await send(`${id}/roll_back`, 'refused-0', calls.roll_back);
  const first = await send(`${id}/roll_back`, 'refused-1', calls.roll_back);
  expect([first.status, JSON.parse(first.text).code]).toEqual([409, 'already_rolled_back']);
  expect(await send(`${id}/roll_back`, 'refused-1', calls.roll_back)).toEqual({ ...first, replayed: 'true' });
});

it('does it once for many requests with one key at the same time', async () => {
  const id = await makeRedemption('roll_back');
  const sent = Array.from({ length: 6 }, () => send(`${id}/roll_back`, 'together', calls.roll_back));
  const answers = await Promise.all(sent);
  const outcomes = answers.map(({ status, text }) => (status === 200 ? 'done' : JSON.parse(text).code));
  expect(new Set(outcomes)).toEqual(
    new Set(outcomes.includes('idempotency_key_in_flight') ? ['done', 'idempotency_key_in_flight'] : ['done']),
  );
  expect((await send(`${id}/roll_back`, 'together', calls.roll_back)).replayed).toBe('true');
});
