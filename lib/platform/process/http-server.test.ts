import { once } from 'node:events';
import { type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer, type HttpServer, type HttpServerOptions } from './http-server';

const open: HttpServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((http) => http.close()));
});

async function start(options: Partial<HttpServerOptions> = {}) {
  const say = (lane: string) => (request: IncomingMessage, response: ServerResponse) => {
    const { 'x-request-id': id, 'x-client-address': address } = request.headers;
    response.end(JSON.stringify({ lane, id, address, raw: request.rawHeaders }));
  };
  const http = createHttpServer({ api: say('api'), pages: say('pages'), ...options });
  open.push(http);
  http.server.listen(0, '127.0.0.1');
  await once(http.server, 'listening');
  const { port } = http.server.address() as AddressInfo;
  return { ...http, port, url: `http://127.0.0.1:${port}` };
}

async function sendRaw(port: number, payload: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(payload);
  return text(socket);
}

const echo = new Hono().post('/echo', async (c) => c.json({ length: (await c.req.arrayBuffer()).byteLength }));

describe('the HTTP server', () => {
  it('gives the API its paths and the pages the rest, whatever the spelling', async () => {
    const { port } = await start();
    const laneFor = async (target: string) =>
      /"lane":"(\w+)"/.exec(await sendRaw(port, `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`))?.[1];
    expect(await laneFor('/api/products/')).toBe('api');
    expect(await laneFor('/api/auth/%2e%2e/products/')).toBe('api');
    expect(await laneFor('//management/coupons.json')).toBe('api');
    expect(await laneFor('/api/auth/session')).toBe('pages');
    expect(await laneFor('/sell')).toBe('pages');
  });

  it('answers a malformed target itself', async () => {
    const { port } = await start();
    const answer = await sendRaw(port, 'GET /%ff HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"malformed"');
  });

  it.each([
    ['GET / HTTP/1.1\r\nhost: x\r\nno colon\r\n\r\n', 400, 'malformed'],
    [`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431, 'headers_too_large'],
    [`GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
    ['POST /api/x HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n', 400, 'malformed'],
  ])('says what is wrong with %j', async (payload, status, code) => {
    const { port } = await start();
    const answer = await sendRaw(port, payload);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(`"code":"${code}"`);
  });

  it('keeps a well-formed request id and shows it to both readers of headers', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/sell`, { headers: { 'X-Request-Id': 'order-1234' } });
    expect(response.headers.get('x-request-id')).toBe('order-1234');
    const seen = (await response.json()) as { id: string; raw: string[] };
    expect(seen.id).toBe('order-1234');
    expect(seen.raw.filter((name) => name.toLowerCase() === 'x-request-id')).toHaveLength(1);
  });

  it.each(['short', 'has blanks in it', 'x'.repeat(65)])('replaces the request id "%s"', async (given) => {
    const { url } = await start();
    const response = await fetch(url, { headers: { 'x-request-id': given } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(((await response.json()) as { id: string }).id).toBe(response.headers.get('x-request-id'));
  });

  it('gives the lanes the address of the peer, not what the caller claims', async () => {
    const { url } = await start();
    const headers = { 'x-client-address': '10.9.9.9', 'x-forwarded-for': '10.9.9.8' };
    expect(await (await fetch(url, { headers })).json()).toMatchObject({ address: '127.0.0.1' });
  });

  it.each([
    ['10.1.1.1, 203.0.113.7', '203.0.113.7'],
    ['10.1.1.1, nonsense', '127.0.0.1'],
    ['2001:db8::7', '2001:db8::7'],
  ])('behind a trusted proxy takes the last entry of "%s"', async (forwarded, address) => {
    const { url } = await start({ trustProxy: true });
    expect(await (await fetch(url, { headers: { 'x-forwarded-for': forwarded } })).json()).toMatchObject({ address });
  });

  it('refuses a body that is announced too long for a page or an upload', async () => {
    const { port } = await start();
    const largest = { '/sell': 64 * 1024, '/api/desk/uploads/codes': 64 * 1024 * 1024 };
    for (const [target, bytes] of Object.entries(largest)) {
      const answer = await sendRaw(port, `POST ${target} HTTP/1.1\r\nhost: x\r\ncontent-length: ${bytes + 1}\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer.toLowerCase()).toContain('connection: close');
    }
  });

  it('takes more for a page from somebody who is signed in', async () => {
    const pages: HttpServerOptions['pages'] = (request, response) => {
      let length = 0;
      request.on('data', (chunk: Buffer) => {
        length += chunk.length;
      });
      request.on('end', () => response.end(String(length)));
    };
    const { url } = await start({ pages, isKnown: async ({ headers }) => headers.cookie === 'known' });
    const post = (bytes: number, cookie: string) =>
      fetch(`${url}/sell`, { method: 'POST', headers: { cookie }, body: Buffer.alloc(bytes) });
    expect(await (await post(1024 * 1024, 'known')).text()).toBe(String(1024 * 1024));
    expect(await post(1024 * 1024, 'stranger')).toMatchObject({ status: 413 });
  });

  it('refuses a body that turns out too long while it is read, and takes one that fits', async () => {
    const { url } = await start({ pages: getRequestListener(echo.fetch, { overrideGlobalObjects: false }) });
    const post = (bytes: number) =>
      new Promise<{ status: number; body: string }>((resolve, reject) => {
        const outgoing = openRequest(`${url}/echo`, { method: 'POST' }, async (response) =>
          resolve({ status: response.statusCode ?? 0, body: await text(response) }),
        );
        outgoing.on('error', reject);
        Readable.from([Buffer.alloc(bytes / 2), Buffer.alloc(bytes / 2)]).pipe(outgoing);
      });
    expect(await post(64 * 1024)).toEqual({ status: 200, body: '{"length":65536}' });
    expect(await post(64 * 1024 + 2)).toMatchObject({ status: 413 });
  });

  it('ends a body that does not arrive in time, in either lane', async () => {
    const reads: HttpServerOptions['pages'] = (request, response) => {
      request.resume();
      request.on('end', () => response.end());
    };
    const { port } = await start({ pages: reads, api: reads, limits: { bodyMs: 50 } });
    for (const target of ['/sell', '/api/v1/redemptions']) {
      const answer = await sendRaw(port, `POST ${target} HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf`);
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    }
  });

  it.each(['TRACE', 'PUT', 'DELETE', 'PROPFIND'])('does not hand %s to the pages', async (method) => {
    const { port } = await start();
    const answer = await sendRaw(port, `${method} /sell HTTP/1.1\r\nhost: x\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer.toLowerCase()).toContain('allow: get, head, post, options');
  });

  it.each([
    ['no Host header', 400, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['nonsense', 400, 'nonsense\r\n\r\n'],
    ['large headers', 431, `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['an expectation', 417, 'GET / HTTP/1.1\r\nhost: x\r\nexpect: much\r\nConnection: close\r\n\r\n'],
  ])('answers %s with a problem and the headers of every answer', async (_, status, payload) => {
    const { port } = await start();
    const answer = await sendRaw(port, payload);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/x-content-type-options: nosniff/i);
    expect(answer).toMatch(/content-security-policy: default-src 'none'/i);
    expect(answer).toMatch(/application\/problem\+json/i);
  });

  it('refuses a second Host header', async () => {
    const { port } = await start();
    const answer = await sendRaw(port, 'GET /sell HTTP/1.1\r\nhost: desk.test\r\nhost: evil.test\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('asks browsers to keep to https where they come over it', async () => {
    const secure = await start({ https: true });
    for (const path of ['/', '/sell', '/health/live', '/management/coupons.json']) {
      expect((await fetch(secure.url + path)).headers.get('strict-transport-security')).toBe('max-age=31536000');
    }
    expect((await fetch((await start()).url)).headers.has('strict-transport-security')).toBe(false);
    const headers = { 'x-forwarded-proto': 'https' };
    const behind = await start({ trustProxy: true });
    expect((await fetch(behind.url, { headers })).headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect((await fetch((await start()).url, { headers })).headers.has('strict-transport-security')).toBe(false);
  });

  it('believes what a request says of a proxy only where there is one', async () => {
    const headers = { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https', forwarded: 'host=evil.test' };
    const seenBy = async ({ url }: { url: string }) => (await fetch(url, { headers })).text();
    expect(await seenBy(await start())).not.toMatch(/evil\.test|https/);
    expect(await seenBy(await start({ trustProxy: true }))).toMatch(/evil\.test/);
  });

  it('answers 403 with a page that is not for who asks, whatever status it began with', async () => {
    const pages: HttpServerOptions['pages'] = (request, response) => {
      response.statusCode = request.url === '/gone' ? 307 : 200;
      response.write('No ');
      response.end('access');
    };
    const isForbidden = async ({ headers }: IncomingMessage) => headers.cookie === 'viewer';
    const { url } = await start({ pages, isForbidden });
    const ask = async (path: string, headers: Record<string, string>) => {
      const answer = await fetch(url + path, { headers, redirect: 'manual' });
      return [answer.status, await answer.text()];
    };
    expect(await ask('/team', { cookie: 'viewer' })).toEqual([403, 'No access']);
    expect(await ask('/team', { cookie: 'admin' })).toEqual([200, 'No access']);
    expect(await ask('/gone', { cookie: 'viewer' })).toEqual([307, 'No access']);
    expect(await ask('/team', { cookie: 'viewer', rsc: '1' })).toEqual([200, 'No access']);
    expect((await ask('/health/live', { cookie: 'viewer' }))[0]).toBe(200);
  });

  it('answers 500 when a lane fails', async () => {
    const { url } = await start({ pages: () => Promise.reject(new Error('planted')) });
    const response = await fetch(url);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('planted');
  });

  it('lets requests in flight end when it closes, and takes no new ones', async () => {
    let finish = () => {};
    let began = () => {};
    const arrived = new Promise<void>((resolve) => {
      began = resolve;
    });
    const { url, close, port } = await start({
      pages: (_request, response) => {
        finish = () => response.end('done');
        began();
      },
    });
    const pending = fetch(url);
    await arrived;
    const closed = close();
    await expect(sendRaw(port, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n')).rejects.toThrow('ECONNREFUSED');
    finish();
    const response = await pending;
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.text()).toBe('done');
    await closed;
  });

  it('cuts what does not end within the limit', async () => {
    const { url, close } = await start({ pages: () => {}, drainMs: 50 });
    const pending = fetch(url).catch((error: Error) => error.name);
    await fetch(`${url}/api/x`);
    await close();
    expect(await pending).toBe('TypeError');
  });
});
