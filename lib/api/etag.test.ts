import { beforeAll, describe, expect, it } from 'vitest';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { prepared } from '@/test/prepared';
import { openServed } from './testing';

const api = prepared(openServed);
let key: string;
let coupon: { id: number; code: string };
beforeAll(async () => {
  key = await api.keyWith('coupons:read', 'coupons:write', 'redemptions:read', 'redemptions:write');
  coupon = await makeCoupon(api.db, { code: 'HTTP25' });
});

const as = (headers: Record<string, string> = {}) => ({ authorization: `Bearer ${key}`, ...headers });
const one = () => `/management/coupons/${coupon.id}.json`;

describe('an ETag', () => {
  it('saves the answer to a client that has it, compressed or not, until something changes', async () => {
    const first = await api.send({ path: one(), headers: as() });
    const etag = first.headers.etag ?? '';
    expect(etag).toMatch(/^"1-[\w-]{16}"$/);
    expect(first.headers['cache-control']).toBe('private, no-cache');
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await api.send({ path: one(), headers: as({ 'if-none-match': tag }) });
      expect(again).toMatchObject({ status: 304, text: '', headers: { etag } });
    }
    const body = JSON.stringify({ code: coupon.code, user: { id: 'user-1' } });
    const headers = as({ 'content-type': 'application/json', 'idempotency-key': 'etag' });
    const taken = await api.send({ method: 'POST', path: '/api/v1/redemptions', headers, body });
    expect(taken.status).toBe(201);
    const { status, headers: now } = await api.send({ path: one(), headers: as({ 'if-none-match': etag }) });
    expect([status, now.etag === etag]).toEqual([200, false]);
    const path = `/api/v1/redemptions/${(taken.body as { id: number }).id}`;
    const redemption = await api.send({ path, headers: as() });
    expect(await api.send({ path, headers: as({ 'if-none-match': redemption.headers.etag ?? '' }) })).toMatchObject({
      status: 304,
    });
  });

  it('lets a write happen only to what was read, and shows what is there now', async () => {
    const { id } = await makeCoupon(api.db, { code: 'MATCH25', discount: 25 });
    const path = `/management/coupons/${id}.json`;
    const write = (method: string, tag: string, discount = 50) =>
      api.send({
        method,
        path,
        headers: as({ 'content-type': 'application/json', 'if-match': tag }),
        body: JSON.stringify({ coupon: { discount } }),
      });
    const { headers } = await api.send({ path, headers: as() });
    const etag = headers.etag ?? '';
    const written = await write('PUT', etag);
    expect(written).toMatchObject({ status: 200, body: { coupon: { discount: 50 } } });
    const late = await write('PUT', etag, 75);
    expect(late).toMatchObject({
      status: 412,
      body: { error: 'Precondition Failed', coupon: { discount: 50 }, changes: [{ changed: { discount: [25, 50] } }] },
      headers: { etag: written.headers.etag },
    });
    expect((await write('DELETE', etag)).status).toBe(412);
    expect((await write('PUT', '"made-up"')).status).toBe(412);
    expect((await write('PUT', '*', 60)).status).toBe(200);
    const now = (await api.send({ path, headers: as() })).headers.etag ?? '';
    expect((await write('DELETE', `W/${now}`)).status).toBe(200);
  });

  it('shows nothing of the coupon to a key without the scope to read', async () => {
    const { id } = await makeCoupon(api.db, { code: 'UNREAD25' });
    const writer = await api.keyWith('coupons:write');
    const headers = {
      authorization: `Bearer ${writer}`,
      'content-type': 'application/json',
      'if-match': '"9-aaaaaaaaaaaaaaaa"',
    };
    const refused = await api.send({
      method: 'PUT',
      path: `/management/coupons/${id}.json`,
      headers,
      body: '{"coupon":{"discount":5}}',
    });
    expect(refused.status).toBe(412);
    expect(Object.keys(refused.body as object)).toEqual(['error', 'message']);
  });
});
