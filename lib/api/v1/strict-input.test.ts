import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { createApp } from '../app';

const test = openTestDatabase();
let call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Record<string, unknown> }>;
beforeAll(async () => {
  const app = createApp({ database: () => test.db, now: () => new Date() });
  const { key } = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write', 'nettv:sell', 'events:read']);
  call = async (method, path, body) => {
    const answer = await app.request(`/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'idempotency-key': crypto.randomUUID(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  await makeCoupon(test.db, { code: 'STRICT25', discount: 25 });
});

const asked = { code: 'STRICT25', user: { id: 'user-4411' } };

describe('a key that is not known', () => {
  it('C18: is refused wherever it is, with what was likely meant', async () => {
    const { status, body } = await call('POST', '/redemptions/check', {
      ...asked,
      user: { ...asked.user, grups: ['Premium'] },
      subscripton_id: 'sub-1',
      hold_seconds: '',
      amount: -1,
    });
    const refused = {
      'user.grups': ['is not a field; did you mean groups?'],
      subscripton_id: ['is not a field; did you mean subscription_id?'],
      hold_seconds: ['is not a field'],
      amount: ['must be at least 0'],
    };
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid', fields: refused, errors: refused, detail: expect.any(String) });
  });

  it('takes nothing when it is in a redeem', async () => {
    const { status } = await call('POST', '/redemptions', { ...asked, hold_second: 600 });
    expect(status).toBe(400);
    expect((await call('GET', '/redemptions')).body.redemptions).toEqual([]);
  });

  it('in a query never gets the whole list', async () => {
    expect(await call('GET', '/redemptions?user=4411')).toMatchObject({
      status: 400,
      body: { fields: { user: ['is not a parameter; did you mean user_id?'] } },
    });
    expect((await call('POST', '/redemptions/check?dry=1', asked)).body.fields).toEqual({
      dry: ['is not a parameter'],
    });
  });

  it('that is given twice in a query is not taken for one of the two', async () => {
    expect(await call('GET', '/redemptions?user_id=4411&user_id=4412')).toMatchObject({
      status: 400,
      body: { fields: { user_id: ['is given more than once; give it once'] } },
    });
  });
});

describe('an amount', () => {
  it('C19: is taken from a text of digits, as the management contract does', async () => {
    expect(await call('POST', '/redemptions/check', { ...asked, amount: '100' })).toMatchObject({
      status: 200,
      body: { redeemable: true },
    });
  });

  it('C19: that is too large is refused in one message of our own words', async () => {
    expect((await call('POST', '/redemptions/check', { ...asked, amount: 1e16 })).body.fields).toEqual({
      amount: ['must be at most 9007199254740991'],
    });
    expect((await call('POST', '/redemptions/check', { ...asked, amount: 'ten' })).body.fields).toEqual({
      amount: ['must be a number'],
    });
  });

  it('is none when it is null or empty', async () => {
    for (const amount of [null, '']) {
      expect((await call('POST', '/redemptions/check', { ...asked, amount })).status).toBe(200);
    }
  });
});

it.each([...['/redemptions?from=', '/redemptions?to=', '/sales?from=', '/sales?to=', '/events?since=']])(
  'C13: takes a time of %s in the forms of the management contract, a day too',
  async (path) => {
    const instants = ['2026-11-03T06:15:00Z', '2026-11-03 06:15:00 UTC', '2026-11-03T06:15', '20261103T061500Z'];
    for (const time of [...instants, '2026-11-03', '20261103', '2026-W45-2', '2026-307']) {
      expect((await call('GET', `${path}${encodeURIComponent(time)}`)).status, time).toBe(200);
    }
    expect((await call('GET', `${path}2026-W54-1`)).status).toBe(400);
  },
);

it.each(['/redemptions', '/sales'])('refuses a range of %s that ends before it begins', async (path) => {
  const { status, body } = await call('GET', `${path}?from=2026-11-05&to=2026-11-01`);
  expect([status, body.fields]).toEqual([400, { to: ['Give a time that is not before `from`.'] }]);
});
