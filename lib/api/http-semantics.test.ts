import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeCode, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { prepared } from '@/test/prepared';
import { openServed } from './testing';

const api = prepared(openServed);
let key: string;
let coupon: { id: number; code: string };
beforeAll(async () => {
  key = await api.keyWith('coupons:read', 'coupons:write', 'redemptions:read', 'redemptions:write');
  coupon = await makeCoupon(api.db, { code: 'HTTP25' });
  await api.db.execute(sql`insert into coupons (code, discount, duration)
    select 'WIRE-' || n, 25, 'once' from generate_series(1, 1200) as n`);
});

const as = (headers: Record<string, string> = {}) => ({ authorization: `Bearer ${key}`, ...headers });
const one = () => `/management/coupons/${coupon.id}.json`;

describe('a method', () => {
  it.each([
    ['PATCH', '/management/coupons.json', 'GET, HEAD, POST, OPTIONS', { error: 'Method Not Allowed' }],
    ['POST', '/management/coupons/1-x.json', 'DELETE, GET, HEAD, PUT, OPTIONS', { error: 'Method Not Allowed' }],
    ['DELETE', '/api/v1/redemptions', 'GET, HEAD, POST, OPTIONS', { code: 'method_not_allowed', status: 405 }],
    ['POST', '/api/desk/coupons', 'GET, HEAD, OPTIONS', { code: 'method_not_allowed' }],
    ['GET', '/api/use/nettv-coupon/', 'POST, OPTIONS', { status: false, state: 'Error', error_code: '1010' }],
    ['DELETE', '/health/live', 'GET, HEAD, OPTIONS', { code: 'method_not_allowed' }],
  ])('%s of %s that is not there is refused with those that are', async (method, path, allow, body) => {
    expect(await api.send({ method, path, headers: as() })).toMatchObject({ status: 405, headers: { allow }, body });
  });

  it('OPTIONS is answered to everybody, and allows no other site', async () => {
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' };
    const answer = await api.send({ method: 'OPTIONS', path: '/api/v1/redemptions', headers });
    expect(answer).toMatchObject({ status: 204, text: '', headers: { allow: 'GET, HEAD, POST, OPTIONS' } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('HEAD is where GET is, with its headers', async () => {
    for (const path of [
      one(),
      '/management/coupons.json',
      '/api/v1/redemptions',
      '/health/live',
      '/api/openapi.json',
    ]) {
      const [head, get] = [
        await api.send({ method: 'HEAD', path, headers: as() }),
        await api.send({ path, headers: as() }),
      ];
      expect([head.status, head.text, head.headers['content-type'], head.headers.etag]).toEqual([
        200,
        '',
        get.headers['content-type'],
        get.headers.etag,
      ]);
    }
  });
});

describe('a refusal', () => {
  it.each(['/api/use/nettv-coupon/%00', '/api/use/nettv-coupon/x', '/api/service/nothing/', '/api/Use/nettv-coupon/'])(
    'of %s is in the words of its contract',
    async (path) => {
      const { body } = await api.send({ method: 'POST', path });
      expect(body).toMatchObject({ status: false, state: 'Error', error_code: '1010', error: 'invalid_parameters' });
    },
  );

  it('for want of a key says how to authenticate', async () => {
    for (const [path, challenge] of [
      ['/management/coupons.json', 'Bearer realm="Coupon Desk"'],
      ['/api/v1/redemptions', 'Bearer realm="Coupon Desk"'],
      ['/api/balance?token=x', 'Bearer realm="Coupon Desk"'],
      ['/api/desk/coupons', 'Session realm="Coupon Desk"'],
    ] as const) {
      expect(await api.send({ path })).toMatchObject({ status: 401, headers: { 'www-authenticate': challenge } });
    }
    const headers = { authorization: 'Bearer cdk_unknown' };
    expect((await api.send({ path: '/management/coupons.json', headers })).headers['www-authenticate']).toBe(
      'Bearer realm="Coupon Desk", error="invalid_token"',
    );
  });

  it.each([
    ['/management/%00coupons.json', 400, { error: 'Bad Request', message: 'The address is malformed.' }],
    ['/management/%zz', 400, { error: 'Bad Request' }],
    ['/api/v1/%00', 400, { code: 'malformed', request_id: expect.any(String) }],
    ['/Management/coupons.json', 404, { error: 'Not Found' }],
    ['/management//coupons.json', 404, { error: 'Not Found' }],
    ['/management/nothing', 404, { error: 'Not Found' }],
    ['/API/v1/redemptions', 404, { code: 'not_found' }],
    ['/api/V1/redemptions', 404, { code: 'not_found' }],
    [
      '/api/Balance/',
      404,
      { status: false, state: 'Error', details: { path: expect.stringContaining('/api/balance') } },
    ],
  ])('of %s is in the shape of its contract', async (path, status, body) => {
    expect(await api.send({ path, headers: as() })).toMatchObject({ status, body });
  });

  it('of a body that is too large names the limit, in each contract', async () => {
    const send = (path: string, size: number) =>
      api.send({
        method: 'POST',
        path,
        headers: as({ 'content-type': 'application/json', 'idempotency-key': 'large' }),
        body: ' '.repeat(size),
      });
    const mebibyte = 1024 * 1024;
    const message = 'A body has at most 1048576 bytes.';
    expect(await send('/management/coupons.json', mebibyte + 1)).toMatchObject({
      status: 413,
      body: { error: 'Payload Too Large', message },
    });
    expect(await send('/api/v1/redemptions', mebibyte + 1)).toMatchObject({
      status: 413,
      body: { code: 'too_large', title: message },
    });
    expect(await send('/api/use/nettv-coupon/', 65 * 1024)).toMatchObject({
      status: 413,
      body: { error_code: '1014' },
    });
    expect((await send('/management/coupons.json', mebibyte)).status).toBe(400);
  });
});

describe('compression', () => {
  const raw = async (path: string, encoding?: string) => {
    const response = await fetch(`http://127.0.0.1:${api.port}${path}`, {
      headers: as({ 'accept-encoding': encoding ?? 'identity' }),
    });
    // fetch unpacks what it knows.
    return {
      encoding: response.headers.get('content-encoding'),
      vary: response.headers.get('vary'),
      text: await response.text(),
    };
  };

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['*', 'br'],
    ['br;q=0, gzip;q=0', null],
    ['zstd', null],
  ])('for %s is %s', async (asked, encoding) => {
    const path = '/management/coupons.json?page=1';
    const plain = await raw(path);
    const packed = await raw(path, asked);
    expect(packed).toMatchObject({ encoding, text: plain.text });
    expect(packed.vary).toContain('Accept-Encoding');
  });

  it('packs a stream as it is sent, and leaves what is small', async () => {
    const plain = await raw('/management/coupons.json');
    expect(await raw('/management/coupons.json', 'br, gzip')).toMatchObject({ encoding: 'gzip', text: plain.text });
    expect(await raw('/health/live', 'br, gzip')).toMatchObject({ encoding: null, text: '{"status":"ok"}' });
  });

  it('really is smaller', async () => {
    const { text } = await raw('/management/coupons.json?page=1');
    const sent = async (encoding: string) => {
      const answer = await api.app.request('/management/coupons.json?page=1', {
        headers: as({ 'accept-encoding': encoding }),
      });
      return Buffer.from(await answer.arrayBuffer());
    };
    const [br, gzip] = [await sent('br'), await sent('gzip')];
    expect([brotliDecompressSync(br).toString(), gunzipSync(gzip).toString()]).toEqual([text, text]);
    expect(br.length).toBeLessThan(text.length / 4);
    expect(gzip.length).toBeLessThan(text.length / 4);
  });

  it('never packs codes in clear', async () => {
    for (let count = 0; count < 20; count += 1) await makeCode(api.db, coupon.id);
    const revealing = await api.keyWith('coupons:read', 'codes:reveal');
    const path = `/management/coupons/${coupon.id}/codes.json`;
    const encodingFor = async (bearer: string) =>
      (
        await api
          .send({ path, headers: { authorization: `Bearer ${bearer}`, 'accept-encoding': 'gzip' } })
          .catch(() => null)
      )?.headers['content-encoding'];
    expect(await encodingFor(revealing)).toBeUndefined();
  });
});
