import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { resetEnv } from '@/lib/core/env';
import { prepared } from '@/test/prepared';
import { openServed } from './testing';

const api = prepared(openServed);
let key: string;

beforeAll(async () => {
  key = await api.keyWith('coupons:read', 'coupons:write', 'redemptions:read', 'redemptions:write', 'nettv:sell');
});

const authorized = (more: Record<string, string> = {}) => ({
  authorization: `Bearer ${key}`,
  'content-type': 'application/json',
  ...more,
});
const json = (value: unknown) => JSON.stringify(value);
const newCoupon = (code: string) => json({ coupon: { code, discount: 10, duration: 'once' } });
const nettvParseError = { status: false, state: 'Error', error_code: '1014', error: 'parse_error' };

/** Writes bytes on a connection and gives what comes back until it ends. */
function exchange(...payload: (string | Buffer)[]): Promise<string> {
  const socket = connect(api.port, '127.0.0.1');
  for (const part of payload) socket.write(part);
  return text(socket);
}

describe('a body', () => {
  it('can come in chunks, without its length', async () => {
    const headers = authorized({ 'transfer-encoding': 'chunked' });
    const sent = { method: 'POST', path: '/management/coupons.json', headers, body: newCoupon('CHUNKED') };
    expect(await api.send(sent)).toMatchObject({ status: 200, body: { status: true } });
  });

  it('is asked for where a client waits to be', async () => {
    const body = newCoupon('WAITED');
    const answer = await exchange(
      `POST /management/coupons.json HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\nexpect: 100-continue\r\n` +
        `content-length: ${body.length}\r\nconnection: close\r\n\r\n`,
      body,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  it('that is compressed is refused as such, in each contract', async () => {
    const body = gzipSync(newCoupon('PACKED'));
    const send = (path: string) =>
      api.send({ method: 'POST', path, headers: authorized({ 'content-encoding': 'gzip' }), body });
    const message = 'Send the body as it is, without a Content-Encoding.';
    expect(await send('/management/coupons.json')).toMatchObject({
      status: 415,
      body: { error: 'Unsupported Media Type', message },
    });
    expect(await send('/api/v1/redemptions')).toMatchObject({
      status: 415,
      body: { code: 'unsupported_media_type', title: message },
    });
    expect(await send('/api/use/nettv-coupon/')).toMatchObject({ status: 415, body: nettvParseError });
  });

  it('of another type is refused with the type to send', async () => {
    const headers = authorized({ 'content-type': 'text/plain', 'idempotency-key': 'form' });
    const send = (path: string) => api.send({ method: 'POST', path, headers, body: 'a=b' });
    const hint = expect.stringContaining('Content-Type: application/json');
    expect(await send('/management/coupons.json')).toMatchObject({ status: 415, body: { message: hint } });
    expect(await send('/api/v1/redemptions')).toMatchObject({ status: 415, body: { title: hint } });
  });

  it('that is too large is refused in each contract, and its connection is not used again', async () => {
    const body = json({ pad: 'x'.repeat(2 * 1024 * 1024) });
    const headers = authorized({ 'idempotency-key': 'large' });
    for (const framing of [{}, { 'transfer-encoding': 'chunked' }]) {
      const send = (path: string) => api.send({ method: 'POST', path, headers: { ...headers, ...framing }, body });
      const answers = [
        await send('/management/coupons.json'),
        await send('/api/v1/redemptions'),
        await send('/api/use/nettv-coupon/'),
      ];
      expect(answers).toMatchObject([
        { status: 413, body: { error: 'Payload Too Large', message: 'A body has at most 1048576 bytes.' } },
        { status: 413, body: { code: 'too_large' } },
        { status: 413, body: nettvParseError },
      ]);
      expect(answers.map(({ headers }) => headers.connection)).toEqual(['close', 'close', 'close']);
    }
  });

  it('that nobody waits for ends the connection instead of promising to keep it', async () => {
    const answer = await exchange('POST /api/v1/redemptions HTTP/1.1\r\nhost: x\r\ncontent-length: 60000\r\n\r\nhalf');
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(answer.toLowerCase()).toContain('connection: close');
  });

  it('that is cut off half way writes nothing', async () => {
    const body = newCoupon('CUT-OFF');
    const socket = connect(api.port, '127.0.0.1');
    socket.write(
      `POST /management/coupons.json HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\n` +
        `content-length: ${body.length}\r\n\r\n${body.slice(0, 20)}`,
    );
    socket.end();
    await text(socket);
    const { body: found } = await api.send({ path: '/management/coupons.json?q=CUT-OFF', headers: authorized() });
    expect(found).toMatchObject({ coupons: [] });
  });
});

describe('a method', () => {
  it('HEAD is a GET without its body', async () => {
    for (const path of ['/management/coupons.json', '/api/v1/redemptions', `/api/balance?token=${key}`]) {
      const { status, headers, text: body } = await api.send({ method: 'HEAD', path, headers: authorized() });
      expect([path, status, headers['content-type'], body]).toEqual([path, 200, 'application/json', '']);
    }
  });

  it.each(['PATCH', 'TRACE', 'PROPFIND'])('%s is no call of any contract', async (method) => {
    const send = (path: string) => api.send({ method, path, headers: authorized() });
    expect(await send('/management/coupons.json')).toMatchObject({
      status: 405,
      body: { error: 'Method Not Allowed' },
    });
    expect(await send('/api/balance')).toMatchObject({ status: 405, body: { state: 'Error' } });
    for (const path of ['/api/v1/redemptions', '/health/live']) {
      const { status, headers, body } = await send(path);
      expect([status, headers['content-type']]).toEqual([405, 'application/problem+json']);
      expect(body).toMatchObject({ code: 'method_not_allowed' });
    }
  });
});

describe('an address', () => {
  it.each([
    ['/management/coupons.json/', 200],
    ['/management//coupons.json', 404],
    ['//management/coupons.json', 404],
    ['/management/coupons.json?page=%zz', 400],
    ['/management/coupons.json?unknown[]=1&__proto__=2', 400],
    [`/management/coupons.json?q=${'x'.repeat(8_000)}`, 400],
    [`/management/coupons.json?q=${'x'.repeat(20_000)}`, 431],
    ['/management/%00coupons.json', 400],
  ])('%.60s is answered with %i', async (path, status) => {
    const answer = await api.send({ path, headers: authorized() });
    expect(answer.status, answer.text).toBe(status);
    expect(answer.body).toBeInstanceOf(Object);
  });

  it('needs no Host in HTTP/1.0, as a load balancer may ask', async () => {
    expect(await exchange('GET /health/live HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it('with a Host that is none is refused in words', async () => {
    const answer = await exchange('GET /health/live HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"malformed"');
  });
});

describe('what the database could not store', () => {
  it.each(['user_id=%00', 'from=0000-01-01T00:00:00Z', 'to=9999-12-31T23:59:59-23:59'])(
    'is refused in a query: %s',
    async (query) => {
      const { status, body } = await api.send({ path: `/api/v1/redemptions?${query}`, headers: authorized() });
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: 'invalid', errors: { [query.split('=')[0] ?? '']: expect.anything() } });
    },
  );

  it('takes an instant with any offset', async () => {
    const path = `/api/v1/redemptions?to=${encodeURIComponent('2099-12-31T23:59:59-23:59')}`;
    expect(await api.send({ path, headers: authorized() })).toMatchObject({ status: 200 });
  });
});

it('half bodies, of strangers and of another partner, keep no call waiting', async () => {
  process.env.MAX_CALLS = '10';
  resetEnv();
  const sockets: Socket[] = [];
  const sendHalf = (head: string) => {
    const socket = connect(api.port, '127.0.0.1').on('error', () => {});
    sockets.push(socket);
    return new Promise<void>((resolve) => {
      socket.resume().write(`POST ${head}content-length: 100\r\n\r\n{`, () => resolve());
    });
  };
  const partner = await api.keyWith('redemptions:write');
  const heads = [
    '/api/use/nettv-coupon HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n',
    '/api/khalti/dlr HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=a\r\n',
    `/api/v1/redemptions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${partner}\r\nidempotency-key: half\r\n`,
  ];
  try {
    for (let round = 0; round < 3; round += 1) {
      for (const head of [...heads, ...heads, ...heads, ...heads]) await sendHalf(head);
      const answer = await api.send({ path: '/management/coupons.json', headers: authorized() });
      expect(answer.status).toBe(200);
    }
  } finally {
    for (const socket of sockets) socket.destroy();
    delete process.env.MAX_CALLS;
    resetEnv();
  }
});
