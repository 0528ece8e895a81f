import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as apiLane from '@/app/api/[...path]/route';
import * as healthLane from '@/app/health/[...path]/route';
import * as managementLane from '@/app/management/[...path]/route';
import { openTestDatabase } from '@/db/testing';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { app } from './app';
import { listen } from './testing';

const test = openTestDatabase();
let key: string;
let http: Awaited<ReturnType<typeof listen>>;
let origin: string;

beforeAll(async () => {
  ({ key } = await makeKeyContext(test.db, ['coupons:read', 'redemptions:read', 'redemptions:write', 'nettv:sell']));
  http = await listen(app);
  origin = `http://127.0.0.1:${http.port}`;
});
afterAll(async () => http.close());

const call = async (path: string, init: RequestInit = {}) => app.fetch(new Request(`http://desk.test${path}`, init));
const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': crypto.randomUUID(),
    ...headers,
  },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('every answer', () => {
  it('says that there is no such call', async () => {
    const answer = await call('/api/nothing-here');
    expect(answer.status).toBe(404);
    expect((await call('/elsewhere')).status).toBe(404);
  });

  it('carries the request id that was given, and one of ours for none or a strange one', async () => {
    const id = async (given?: string) =>
      (await call('/health/live', given ? { headers: { 'x-request-id': given } } : {})).headers.get('x-request-id');
    expect(await id('client-id-0001')).toBe('client-id-0001');
    expect(await id()).toMatch(/^[0-9a-f-]{36}$/);
    expect(await id('<script>alert(1)</script>')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('carries the secure headers and is not stored', async () => {
    const { headers } = await call('/health/live');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    });
  });

  it('is 413 for a body over 1 MiB, framed either way', async () => {
    const large = JSON.stringify({ code: 'x'.repeat(1024 * 1024) });
    const answer = await call('/api/v1/redemptions', post(large));
    expect(answer.status).toBe(413);
    const chunks = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(large));
        controller.close();
      },
    });
    const streamed = await call('/api/v1/redemptions', { ...post(''), body: chunks, duplex: 'half' } as RequestInit);
    expect(streamed.status).toBe(413);
  });
});

describe('health', () => {
  it('is live and ready on a migrated database', async () => {
    expect(await (await call('/health/live')).json()).toEqual({ status: 'ok' });
    const ready = await call('/health/ready');
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ok', database: true, writes: true, migrations: true, keys: true, clock: true, stopping: false },
    ]);
  });
});

describe('the OpenAPI document', () => {
  type Operation = { tags?: string[]; summary?: string; operationId?: string; security?: object[]; responses?: object };
  type Paths = Record<string, Record<string, Operation>>;
  const readPaths = async () => ((await (await call('/api/openapi.json')).json()) as { paths: Paths }).paths;
  const shape = (path: string) =>
    path
      .replace(/:\w+\{[^}]*\\\.json\}/g, ':.json')
      .replace(/:\w+(\{[^}]*\})?/g, ':')
      .replace(/\{\w+\}/g, ':');

  it('has every call, and every call is in it', async () => {
    const described = Object.entries(await readPaths()).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${shape(path)}`),
    );
    const served = app.routes
      .filter(({ method, path }) => method !== 'ALL' && !/^\/api\/(desk|khalti|resend)\//.test(path))
      .map(({ method, path }) => `${method} ${shape(path)}`);
    expect([...new Set(described)].sort()).toEqual([...new Set(served)].sort());
    expect(described.length).toBeGreaterThan(10);
  });

  it('gives each call a tag, a summary, a name of its own and its answers, and asks for a key by name', async () => {
    const operations = Object.values(await readPaths()).flatMap((item) => Object.values(item));
    const ids = operations.map((operation) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const guarded = Object.entries(await readPaths()).filter(([path]) => /^\/(management|api\/v1)\//.test(path));
    for (const { security } of guarded.flatMap(([, item]) => Object.values(item))) {
      expect(security).toEqual([{ bearer: [] }]);
    }
    for (const operation of operations) {
      expect(operation.operationId).toBeTruthy();
      expect(operation.summary).toBeTruthy();
      expect(operation.tags).toHaveLength(1);
      expect(Object.keys(operation.responses ?? {})).not.toHaveLength(0);
    }
  });
});

describe('both lanes', () => {
  const lanes = { '/api': apiLane, '/management': managementLane, '/health': healthLane };
  const compared = [
    'content-type',
    'cache-control',
    'x-request-id',
    'x-content-type-options',
    'x-frame-options',
    'retry-after',
  ];

  async function describeAnswer(answer: Response) {
    const headers = Object.fromEntries(compared.map((name) => [name, answer.headers.get(name)]));
    return { status: answer.status, headers, body: await answer.text() };
  }

  async function throughBoth(method: keyof typeof apiLane, path: string, init: RequestInit) {
    const headers = { 'x-request-id': 'same-in-both-lanes', ...init.headers };
    const lane = Object.entries(lanes).find(([root]) => path.startsWith(root))?.[1] ?? apiLane;
    const direct = await fetch(`${origin}${path}`, { ...init, headers, method });
    const next = await lane[method](new Request(`http://desk.test${path}`, { ...init, headers, method }));
    return [await describeAnswer(direct), await describeAnswer(next)] as const;
  }

  it('answer alike', async () => {
    const coupon = await makeCoupon(test.db);
    const once = post({ code: coupon.code, user: { id: 'u' } }, { 'idempotency-key': 'parity' });
    await call('/api/v1/redemptions', once);
    const bearer = { headers: { authorization: `Bearer ${key}` } };
    const requests: [keyof typeof apiLane, string, RequestInit, number][] = [
      ['GET', '/health/live', {}, 200],
      ['GET', '/health/ready', {}, 200],
      ['GET', '/api/openapi.json', {}, 200],
      ['GET', '/api/nothing-here', {}, 404],
      ['POST', '/api/v1/redemptions', {}, 401],
      ['POST', '/api/v1/redemptions', once, 201],
      ['POST', '/api/v1/redemptions/', once, 201],
      ['POST', '/api/v1/redemptions', post({ code: 'unknown', user: { id: 1 } }), 409],
      ['POST', '/api/v1/redemptions', post({ user: {} }), 400],
      ['POST', '/api/v1/redemptions', post('{"code":'), 400],
      ['POST', '/api/v1/redemptions', post('code=x', { 'content-type': 'application/x-www-form-urlencoded' }), 415],
      ['GET', '/api/products/nettv-coupon/', {}, 401],
      ['GET', `/api/products/nettv-coupon/?token=${key}`, {}, 200],
      ['GET', '/management/coupons.json', {}, 401],
      ['GET', '/management/coupons.json', bearer, 200],
      ['GET', `/management/coupons/${coupon.id}-x.json`, bearer, 200],
      ['GET', '/management/coupons/999999.json', bearer, 404],
      ['DELETE', `/management/coupons/${coupon.id}.json`, bearer, 403],
      ['POST', '/api/v1/redemptions', bearer, 400],
      ['GET', '/api/desk/anything', {}, 401],
    ];
    for (const [method, path, init, status] of requests) {
      const [direct, next] = await throughBoth(method, path, init);
      expect(next, `${method} ${path}`).toEqual(direct);
      expect(direct.status, `${method} ${path}: ${direct.body}`).toBe(status);
      expect(direct.headers['x-request-id']).toBe('same-in-both-lanes');
    }
  });

  it('take a body of a length that nobody announced, up to the limit', async () => {
    const coupon = await makeCoupon(test.db);
    const streamed = (size: number) => {
      const text = JSON.stringify({ code: coupon.code, user: { id: 'u' } });
      const body = new Blob([text, ' '.repeat(size)]).stream();
      return { ...post('', { 'idempotency-key': 'streamed' }), body, duplex: 'half' } as RequestInit;
    };
    for (const [size, statuses] of [
      [10, [201, 201]],
      [2 * 1024 * 1024, [413, 413]],
    ] as const) {
      const direct = await fetch(`${origin}/api/v1/redemptions`, streamed(size));
      const next = await apiLane.POST(new Request('http://desk.test/api/v1/redemptions', streamed(size)));
      expect([direct.status, next.status]).toEqual(statuses);
    }
  });
});
