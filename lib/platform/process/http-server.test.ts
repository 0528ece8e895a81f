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

const echo = new Hono().post('/api/echo', async (c) => c.json({ length: (await c.req.arrayBuffer()).byteLength }));

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

  it('refuses a body that is announced too long, in either lane', async () => {
    const { port } = await start({ bodyLimitBytes: 1_000 });
    for (const target of ['/api/echo', '/sell']) {
      const answer = await sendRaw(port, `POST ${target} HTTP/1.1\r\nhost: x\r\ncontent-length: 1001\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer.toLowerCase()).toContain('connection: close');
    }
  });

  it('refuses a body that turns out too long while it is read, and takes one that fits', async () => {
    const { url } = await start({
      bodyLimitBytes: 100_000,
      api: getRequestListener(echo.fetch, { overrideGlobalObjects: false }),
    });
    const post = (bytes: number) =>
      new Promise<{ status: number; body: string }>((resolve, reject) => {
        const outgoing = openRequest(`${url}/api/echo`, { method: 'POST' }, async (response) =>
          resolve({ status: response.statusCode ?? 0, body: await text(response) }),
        );
        outgoing.on('error', reject);
        Readable.from([Buffer.alloc(bytes / 2), Buffer.alloc(bytes / 2)]).pipe(outgoing);
      });
    expect(await post(100_000)).toEqual({ status: 200, body: '{"length":100000}' });
    expect(await post(100_002)).toMatchObject({ status: 413 });
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
