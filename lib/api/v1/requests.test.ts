import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { apiRequests } from '@/db/schema/requests';
import { openTestDatabase } from '@/db/testing';
import { createApp } from '@/lib/api/app';
import { Forbidden, NotFound } from '@/lib/core/errors';
import { findAnything } from '@/lib/domain/finding/find-anything';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext, makeKeyOf, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { flushCalls } from '@/lib/platform/requests/keep-call';
import { getOwnRequest, getRequest, listRequests } from '@/lib/platform/requests/list-requests';
import { makeRequestRow } from '@/lib/platform/requests/testing';
import { prepared } from '@/test/prepared';

const test = openTestDatabase();
const app = createApp({ database: () => test.db, now: () => new Date() });
const platform = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write', 'nettv:sell']));
const reader = prepared(() => {
  const { integratorId: id, integratorName: name } = platform.actor;
  return makeKeyOf(test.db, { id, name }, ['requests:read']);
});
const stranger = prepared(() => makeKeyContext(test.db, ['requests:read']));
const admin = prepared(() => makeUserContext(test.db, 'admin'));

const ask = async (path: string, key: string, init: RequestInit = {}) => {
  const answer = await app.request(path, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });
  return { status: answer.status, id: answer.headers.get('x-request-id') ?? '', body: await answer.json() };
};
const post = (path: string, key: string, body: unknown, headers = {}) =>
  ask(path, key, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const shown = async (id: string, key = reader.key) => {
  await flushCalls(test.db);
  return ask(`/api/v1/requests/${id}`, key);
};

describe('a request of a key', () => {
  let code = '';
  beforeAll(async () => {
    code = (await makeCoupon(test.db)).code;
  });

  it('is found by the id of its answer, as it was sent and answered', async () => {
    const { id, body } = await post(
      '/api/v1/redemptions',
      platform.key,
      { code, user: { id: 'u-1' } },
      { 'idempotency-key': 'r-1' },
    );
    const { status, body: kept } = await shown(id);
    expect(status).toBe(200);
    const { id: keyId } = platform.actor;
    expect(kept).toMatchObject({
      request_id: id,
      method: 'POST',
      path: '/api/v1/redemptions',
      status: 201,
      key: { id: keyId },
    });
    expect(JSON.parse(kept.body)).toEqual({ code: expect.stringMatching(/^••••/), user: { id: 'u-1' } });
    expect(JSON.parse(kept.answer)).toMatchObject({ id: body.id, state: 'redeemed' });
  });

  it.each([
    ['a refusal of ours', () => post('/api/v1/redemptions/check', platform.key, { cod: 'x' }), 'invalid', 'v1'],
    ['one of management', () => ask('/management/coupons.json', platform.key), 'Forbidden', 'management'],
    ['one of Nettv', () => ask(`/api/service/status?token=${platform.key}&reference=none`, ''), '002', 'nettv'],
    ['an address that there is not', () => ask('/api/v1/sales/none', platform.key), 'not_found', 'v1'],
  ])('is there with its error code: %s', async (_, send, code, lane) => {
    const { id, status } = await send();
    expect((await shown(id)).body).toMatchObject({ status, error_code: code, lane });
  });

  it('is there when the key is refused itself', async () => {
    const { integratorId: id, integratorName: name } = platform.actor;
    const ended = await makeKeyOf(test.db, { id, name }, ['redemptions:read']);
    await test.sql`update api_keys set expires_at = now() - interval '1 hour' where id = ${ended.actor.id}`;
    const refused = await ask('/api/v1/redemptions', ended.key);
    expect((await shown(refused.id)).body).toMatchObject({ status: 401, key: { id: ended.actor.id } });
  });

  it('is that of its own company alone, and asks for the scope', async () => {
    const { id } = await ask('/api/v1/redemptions', platform.key);
    expect((await shown(id, stranger.key)).status).toBe(404);
    expect((await shown(id, platform.key)).status).toBe(403);
    const { body } = await ask('/api/v1/requests', stranger.key);
    const others = body.data.filter((row: { key: { id: number } }) => row.key.id !== stranger.actor.id);
    expect(others).toEqual([]);
    await expect(listRequests(platform, {})).rejects.toThrow(Forbidden);
    await expect(listRequests(await makeUserContext(test.db, 'support'), {})).rejects.toThrow(Forbidden);
  });

  it('is listed page by page, by key, outcome and path', async () => {
    await shown('request-none');
    const first = (await ask('/api/v1/requests?outcome=refused&limit=2', reader.key)).body;
    expect(first.data).toHaveLength(2);
    const second = (await ask(`/api/v1/requests?outcome=refused&limit=2&after=${first.next}`, reader.key)).body;
    const ids = [...first.data, ...second.data].map((row: { request_id: string }) => row.request_id);
    expect(new Set(ids).size).toBe(ids.length);
    const bySale = (await ask('/api/v1/requests?search=/api/v1/sales', reader.key)).body.data;
    expect(bySale).toMatchObject([{ path: '/api/v1/sales/none' }]);
    const ofKey = (await ask(`/api/v1/requests?key_id=${stranger.actor.id}`, reader.key)).body.data;
    expect(ofKey).toEqual([]);
  });

  it('is found by everything that the desk looks for, for people who can read it', async () => {
    const { id } = await ask('/api/v1/redemptions', platform.key);
    await flushCalls(test.db);
    const [found] = await findAnything(admin, { text: id });
    expect(found).toMatchObject({ kind: 'request', path: '/api/v1/redemptions', status: 200 });
    expect(await getRequest(admin, { id: found && 'id' in found ? found.id : 0 })).toMatchObject({ requestId: id });
    await expect(getRequest(admin, { id: 9_999_999 })).rejects.toThrow(NotFound);
    expect(await findAnything(await makeUserContext(test.db, 'support'), { text: id })).not.toContainEqual(
      expect.objectContaining({ kind: 'request' }),
    );
  });

  it.each([
    ['/api/use/nettv-coupon', { pin: '••••', credits_consumed: 1900.0, credits_available: 8100.5 }],
    ['/api/use/nettv-coupon/status', { status: true, refunded_amount: 1900 }],
    ['/api/v1/sales', { data: [{ amount: 200_000, charged: 190_000, redemption: 'unused' }], next: null }],
    ['/api/v1/sales/none/void', { reference: 'none', amount: 190_000, state: 'voided' }],
  ])('says who sees no money nothing of what was charged: %s', async (path, answer) => {
    const id = await makeRequestRow(test.db, { ...platform.actor }, path);
    await test.db
      .update(apiRequests)
      .set({ answer: JSON.stringify(answer) })
      .where(eq(apiRequests.id, id));
    const blind = await makeUserContext(test.db, await makeRole(test.db, 'requests.read'));
    const masked = (await getRequest(blind, { id })).answer ?? '';
    expect(masked).not.toMatch(/1900|190000|8100/);
    expect(Object.keys(JSON.parse(masked))).toEqual(Object.keys(answer));
    for (const read of [getRequest(admin, { id }), getRequest(reader, { id })]) {
      expect((await read).answer).toBe(JSON.stringify(answer));
    }
    const { integratorId } = platform.actor;
    const partner = await makeUserContext(test.db, 'partner', undefined, integratorId);
    expect((await getOwnRequest(partner, { id })).answer).toBe(JSON.stringify(answer));
  });
});
