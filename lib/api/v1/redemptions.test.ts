import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { makeCode, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { Scope } from '@/lib/platform/context/scopes';
import { createApp } from '../app';

const test = openTestDatabase();
let app: ReturnType<typeof createApp>;
let key: string;
const now = new Date('2026-11-03T06:15:00Z');

beforeAll(async () => {
  app = createApp({ database: () => test.db, now: () => now });
  key = await keyWith('redemptions:read', 'redemptions:write');
});

const keyWith = async (...scopes: Scope[]) => (await makeKeyContext(test.db, scopes)).key;

async function call(method: string, path: string, body?: unknown) {
  const answer = await app.request(`/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

async function send(body: unknown, options: { key?: string; idempotencyKey?: string | null } = {}) {
  const { idempotencyKey = crypto.randomUUID() } = options;
  const answer = await app.request('/api/v1/redemptions', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${options.key ?? key}`,
      'content-type': 'application/json',
      ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, type: answer.headers.get('content-type'), answer, body: await answer.json() };
}

describe('POST /api/v1/redemptions', () => {
  it('answers the documented example as documented', async () => {
    const document = await (await app.request('/api/openapi.json')).json();
    const { requestBody, responses } = document.paths['/api/v1/redemptions'].post;
    await makeCoupon(test.db, { code: 'WELCOME25', duration: 'repeating', cycles: 3 });
    const [premium] = await test.sql`insert into user_groups (name) values ('Premium') returning id`;
    const { status, body } = await send(requestBody.content['application/json'].example);
    expect(status).toBe(201);
    const example = responses[201].content['application/json'].example;
    expect(body).toEqual({
      ...example,
      id: body.id,
      coupon: { id: expect.any(Number), code: 'WELCOME25' },
      plan_id: Number(premium?.id),
    });
  });

  it('gives the same redemption to the same Idempotency-Key, and 409 to another body', async () => {
    const coupon = await makeCoupon(test.db);
    const { code, id } = await makeCode(test.db, coupon.id);
    const request = { code, user: { id: 7 } };
    const first = await send(request, { idempotencyKey: 'order-1' });
    const again = await send({ user: { id: '7' }, code }, { idempotencyKey: 'order-1' });
    expect([first.status, again.status]).toEqual([201, 201]);
    const replayed = [first, again].map(({ answer }) => answer.headers.get('idempotent-replayed'));
    expect(replayed).toEqual([null, 'true']);
    expect(first.body).toMatchObject({ code_id: id, user_id: '7', state: 'redeemed' });
    expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
    const other = await send({ code, user: { id: 8 } }, { idempotencyKey: 'order-1' });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
  });

  it.each(['confirm', 'roll_back'])('answers a repeated hold as at first, also after %s', async (ending) => {
    const coupon = await makeCoupon(test.db);
    const request = { code: coupon.code, user: { id: 7 }, purchase: { amount: 1001 }, hold_seconds: 600 };
    const first = await send(request, { idempotencyKey: `hold-${ending}` });
    const reason = ending === 'confirm' ? undefined : { reason: 'Payment failed' };
    expect((await call('POST', `/redemptions/${first.body.id}/${ending}`, reason)).status).toBe(200);
    const again = await send(request, { idempotencyKey: `hold-${ending}` });
    expect([again.status, JSON.stringify(again.body)]).toEqual([201, JSON.stringify(first.body)]);
  });

  it.each([null, '', '  '])(
    'takes nothing without an Idempotency-Key, and says what to do: %j',
    async (idempotencyKey) => {
      const coupon = await makeCoupon(test.db, { maxRedemptions: 1 });
      const request = { code: coupon.code, user: { id: 'u' } };
      const { status, type, body } = await send(request, { idempotencyKey });
      expect([status, type, body.code]).toEqual([400, 'application/problem+json', 'idempotency_key_required']);
      expect(body.title).toMatch(/^Send an Idempotency-Key header/);
      expect(body.errors).toEqual({ 'idempotency-key': [body.title] });
      expect((await send({}, { idempotencyKey, key: 'cdk_wrong' })).status).toBe(401);
      expect((await send(request)).status).toBe(201);
    },
  );

  it('refuses with the reasons, as a problem', async () => {
    const coupon = await makeCoupon(test.db, { status: 'unavailable', security: 'restricted' });
    const { status, type, body } = await send({ code: coupon.code, user: { id: 'u' } });
    expect([status, type]).toEqual([409, 'application/problem+json']);
    expect(body).toMatchObject({
      type: 'about:blank',
      status: 409,
      code: 'coupon_unavailable',
      title: 'The coupon is switched off.',
      request_id: expect.any(String),
      reasons: [
        { rule: 'status', passed: false, expected: 'available', actual: 'unavailable', code: 'coupon_unavailable' },
        { rule: 'security', passed: false, code: 'issued_code_needed' },
      ],
    });
  });

  it('gives a key without redemptions:read no reason, and makes it wait in the end', async () => {
    const blind = await keyWith('redemptions:write');
    const coupon = await makeCoupon(test.db, { status: 'unavailable' });
    const known = await send({ code: coupon.code, user: { id: 'u' } }, { key: blind });
    const unknown = await send({ code: 'nobody-has-this', user: { id: 'u' } }, { key: blind });
    expect(known.body.code).toBe('not_redeemable');
    expect({ ...unknown.body, request_id: '' }).toEqual({ ...known.body, request_id: '' });
    let last = unknown;
    for (let guess = 0; guess < 20; guess += 1)
      last = await send({ code: `g${guess}`, user: { id: 'u' } }, { key: blind });
    expect(last).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(last.answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('asks for a key, and for the scope', async () => {
    const coupon = await makeCoupon(test.db);
    const request = { code: coupon.code, user: { id: 'u' } };
    expect(await send(request, { key: 'cdk_wrong' })).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    const ended = await makeKeyContext(test.db, ['redemptions:write']);
    await test.sql`update api_keys set expires_at = ${now.toISOString()} where id = ${ended.actor.id}`;
    expect(await send(request, { key: ended.key })).toMatchObject({
      status: 401,
      body: { title: 'This API key has expired. Ask the desk for a new one.' },
    });
    const reader = await keyWith('redemptions:read', 'coupons:write', 'nettv:sell');
    expect(await send(request, { key: reader })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('names every wrong field', async () => {
    const { status, body } = await send({ code: '', user: { id: {}, groups: 'x' }, tvod_price_id: 'ten' });
    expect(status).toBe(400);
    expect(Object.keys(body.errors).sort()).toEqual(['code', 'tvod_price_id', 'user.groups', 'user.id']);
  });
});

describe('the life of a redemption over HTTP', () => {
  it('is checked, held, confirmed, billed, rolled back and listed', async () => {
    const coupon = await makeCoupon(test.db, { duration: 'repeating', cycles: 2, maxRedemptions: 1 });
    const request = { code: coupon.code, user: { id: 'life' } };
    const checked = await call('POST', '/redemptions/check', { ...request, amount: 1000 });
    expect(checked).toMatchObject({
      status: 200,
      body: {
        redeemable: true,
        discount: {
          percent: 25,
          amount_off: null,
          duration: 'repeating',
          cycles: 2,
          off: 250,
          due: 750,
          capped_by: null,
        },
      },
    });
    expect(checked.body.reasons).toHaveLength(15);

    const held = await call('POST', '/redemptions', { ...request, hold_seconds: 600 });
    expect(held).toMatchObject({ status: 201, body: { state: 'held', hold_expires_at: '2026-11-03T06:25:00.000Z' } });
    const path = `/redemptions/${held.body.id}`;
    expect((await call('POST', '/redemptions/check', request)).body.redeemable).toBe(false);
    expect(await call('POST', `${path}/confirm`)).toMatchObject({ status: 200, body: { state: 'redeemed' } });
    expect(await call('POST', `${path}/cycles`, { number: 1 })).toEqual({
      status: 200,
      body: { number: 1, percent: 25, booked: 1, left: 1 },
    });
    expect(await call('POST', `${path}/cycles`, { number: 3 })).toMatchObject({
      status: 409,
      body: { code: 'cycles_used_up' },
    });

    const back = await call('POST', `${path}/roll_back`, { reason: 'Payment failed' });
    expect(back).toMatchObject({ status: 200, body: { state: 'rolled_back', end_reason: 'Payment failed' } });
    expect(await call('POST', `${path}/roll_back`, { reason: 'again' })).toMatchObject({
      status: 409,
      body: { code: 'already_rolled_back' },
    });
    expect(await call('GET', path)).toEqual({ status: 200, body: back.body });
    expect(await call('GET', '/redemptions?user_id=life')).toEqual({
      status: 200,
      body: { redemptions: [back.body], next: null },
    });
  });

  it('refuses what is not there and what is not an id', async () => {
    expect(await call('GET', '/redemptions/999999')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await call('GET', '/redemptions/abc')).toMatchObject({
      status: 400,
      body: { errors: { id: expect.anything() } },
    });
    expect(await call('GET', '/redemptions?limit=0&state=gone')).toMatchObject({
      status: 400,
      body: { errors: { limit: expect.anything(), state: expect.anything() } },
    });
    expect(await call('POST', '/redemptions/1/roll_back', {})).toMatchObject({
      status: 400,
      body: { errors: { reason: expect.anything() } },
    });
  });
});
