import type { IncomingMessage } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { captureLog } from '@/lib/core/testing';
import type { HttpServerOptions } from './http-server';
import { sendRaw, startHttpServer } from './testing';

describe('the HTTP server', () => {
  it('gives the API its paths and the pages the rest, whatever the spelling', async () => {
    const { port } = await startHttpServer();
    const laneFor = async (target: string) =>
      /"lane":"(\w+)"/.exec(await sendRaw(port, `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`))?.[1];
    expect(await laneFor('/api/products/')).toBe('api');
    expect(await laneFor('/api/auth/%2e%2e/products/')).toBe('api');
    expect(await laneFor('//management/coupons.json')).toBe('api');
    expect(await laneFor('/api/auth/session')).toBe('pages');
    expect(await laneFor('/sell')).toBe('pages');
  });

  it('takes a target that is a whole address for its path at that host', async () => {
    const say: HttpServerOptions['api'] = ({ url, headers, rawHeaders }, response) => {
      const hosts = rawHeaders.filter((_, at) => rawHeaders[at - 1]?.toLowerCase() === 'host' && at % 2 === 1);
      response.end(JSON.stringify({ url, host: headers.host, hosts }));
    };
    const { port } = await startHttpServer({ api: say, pages: say });
    const ask = async (target: string) => {
      const answer = await sendRaw(port, `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      return JSON.parse(answer.split('\r\n\r\n')[1]?.match(/{.*}/)?.[0] ?? '{}');
    };
    const at = (url: string, host = 'desk.example:81') => ({ url, host, hosts: [host] });
    expect(await ask('http://desk.example:81/sell?a=//b')).toEqual(at('/sell?a=//b'));
    expect(await ask('HTTP://desk.example:81')).toEqual(at('/'));
    expect(await ask('http://desk.example:81?a=1')).toEqual(at('/?a=1'));
    expect(await ask('https://desk.example:81/api/v1/sales')).toEqual(at('/api/v1/sales'));
    expect(await ask('/sell')).toEqual(at('/sell', 'x'));
  });

  it('keeps a well-formed request id and shows it to both readers of headers', async () => {
    const { url } = await startHttpServer();
    const response = await fetch(`${url}/sell`, { headers: { 'X-Request-Id': 'order-1234' } });
    expect(response.headers.get('x-request-id')).toBe('order-1234');
    const seen = (await response.json()) as { id: string; raw: string[] };
    expect(seen.id).toBe('order-1234');
    expect(seen.raw.filter((name) => name.toLowerCase() === 'x-request-id')).toHaveLength(1);
  });

  it.each(['short', 'has blanks in it', 'x'.repeat(65)])('replaces the request id "%s"', async (given) => {
    const { url } = await startHttpServer();
    const response = await fetch(url, { headers: { 'x-request-id': given } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(((await response.json()) as { id: string }).id).toBe(response.headers.get('x-request-id'));
  });

  it('gives the lanes the address of the peer, not what the caller claims', async () => {
    const { url } = await startHttpServer();
    const headers = { 'x-client-address': '10.9.9.9', 'x-forwarded-for': '10.9.9.8' };
    expect(await (await fetch(url, { headers })).json()).toMatchObject({ address: '127.0.0.1' });
  });

  it.each([
    ['10.1.1.1, 203.0.113.7', '203.0.113.7'],
    ['10.1.1.1, nonsense', '127.0.0.1'],
    ['2001:db8::7', '2001:db8::7'],
  ])('behind a trusted proxy takes the last entry of "%s"', async (forwarded, address) => {
    const { url } = await startHttpServer({ trustProxy: true });
    expect(await (await fetch(url, { headers: { 'x-forwarded-for': forwarded } })).json()).toMatchObject({ address });
  });

  it('asks browsers to keep to https where they come over it', async () => {
    const secure = await startHttpServer({ https: true });
    for (const path of ['/', '/sell', '/health/live', '/management/coupons.json']) {
      expect((await fetch(secure.url + path)).headers.get('strict-transport-security')).toBe('max-age=31536000');
    }
    for (const odd of ['nonsense', 'GET / HTTP/1.1\r\nhost: x\r\nexpect: nonsense\r\nconnection: close']) {
      expect(await sendRaw(secure.port, `${odd}\r\n\r\n`)).toMatch(/^strict-transport-security: max-age=31536000\r$/im);
    }
    const wide = await startHttpServer({ https: true, hstsSubdomains: true });
    expect((await fetch(wide.url)).headers.get('strict-transport-security')).toBe(
      'max-age=31536000; includeSubDomains',
    );
    expect((await fetch((await startHttpServer()).url)).headers.has('strict-transport-security')).toBe(false);
    const headers = { 'x-forwarded-proto': 'https' };
    const behind = await startHttpServer({ trustProxy: true });
    expect((await fetch(behind.url, { headers })).headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect((await fetch((await startHttpServer()).url, { headers })).headers.has('strict-transport-security')).toBe(
      false,
    );
  });

  it('believes what a request says of a proxy only where there is one', async () => {
    const headers = { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https', forwarded: 'host=evil.test' };
    const seenBy = async ({ url }: { url: string }) => (await fetch(url, { headers })).text();
    expect(await seenBy(await startHttpServer())).not.toMatch(/evil\.test|https/);
    expect(await seenBy(await startHttpServer({ trustProxy: true }))).toMatch(/evil\.test/);
  });

  it('answers 403 with a page that is not for the person who asks, whatever status it began with', async () => {
    const pages: HttpServerOptions['pages'] = (request, response) => {
      response.statusCode = request.url === '/gone' ? 307 : 200;
      response.write('No ');
      response.end('access');
    };
    const isForbidden = async ({ headers }: IncomingMessage) => headers.cookie === 'viewer';
    const { url } = await startHttpServer({ pages, isForbidden });
    const ask = async (path: string, headers: Record<string, string>) => {
      const answer = await fetch(url + path, { headers, redirect: 'manual' });
      return [answer.status, await answer.text()];
    };
    expect(await ask('/team', { cookie: 'viewer' })).toEqual([403, 'No access']);
    expect(await ask('/team', { cookie: 'admin' })).toEqual([200, 'No access']);
    expect(await ask('/gone', { cookie: 'viewer' })).toEqual([307, 'No access']);
    expect(await ask('/team', { cookie: 'viewer', rsc: '1' })).toEqual([403, 'No access']);
    expect(await ask('/team', { cookie: 'admin', rsc: '1' })).toEqual([200, 'No access']);
    expect((await ask('/health/live', { cookie: 'viewer' }))[0]).toBe(200);
  });

  it.each([
    ['as next-auth ends it', 'session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly', '"cache"'],
    ['as an action ends it', ['other=1', 'session=; Path=/'], '"cache"'],
    ['not when it is set', 'session=abc; Path=/', null],
    ['not of another one', ['session-other=; Path=/', 'pending=; Path=/'], null],
    ['not without one', undefined, null],
  ])('asks the browser to drop what it kept with the end of a session: %s', async (_, cookie, expected) => {
    const pages: HttpServerOptions['pages'] = (_request, response) => {
      if (cookie) response.setHeader('set-cookie', cookie);
      response.end('bye');
    };
    const { url } = await startHttpServer({ pages, sessionCookie: 'session' });
    expect((await fetch(url)).headers.get('clear-site-data')).toBe(expected);
  });

  it('answers 500 when a lane fails', async () => {
    const { url } = await startHttpServer({ pages: () => Promise.reject(new Error('planted')) });
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
    const { url, close, port } = await startHttpServer({
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

  it('takes requests for a while before it closes, on connections that end with their answers', async () => {
    const { url, close, port } = await startHttpServer();
    const kept = await fetch(url);
    expect(kept.headers.get('connection')).toBe('keep-alive');
    await kept.text();
    const closed = close(300);
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    expect(await sendRaw(port, 'GET /health/ready HTTP/1.1\r\nhost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
    await closed;
    await expect(sendRaw(port, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n')).rejects.toThrow('ECONNREFUSED');
  });

  it('cuts what does not end within the limit', async () => {
    const { url, close } = await startHttpServer({ pages: () => {}, drainMs: 50 });
    const pending = fetch(url).catch((error: Error) => error.name);
    await fetch(`${url}/api/x`);
    await close();
    expect(await pending).toBe('TypeError');
  });

  it('logs a path without what its caller mistook for an id, and without the tokens of links', async () => {
    const lines = captureLog();
    const { url, port } = await startHttpServer({
      api: ({ headers }, response) => {
        response.statusCode = Number(headers['x-status']);
        response.end();
      },
    });
    const log = async (target: string, status: number) => {
      const answer = await fetch(url + target, { headers: { 'x-status': String(status) } });
      await answer.text();
      const own = () =>
        lines.map((line) => JSON.parse(line)).find((line) => line.requestId === answer.headers.get('x-request-id'));
      await vi.waitFor(() => expect(own()).toBeDefined());
      return own().path;
    };
    expect(await log('/api/v1/sales/K7Q2M9XW3FHT', 404)).toBe('/api/v1/sales/••••-3FHT');
    expect(await log('/api/v1/sales/K7Q2M9XW3FHT/void', 401)).toBe('/api/v1/sales/••••-3FHT/void');
    expect(await log('/api/v1/sales/order-20931', 200)).toBe('/api/v1/sales/order-20931');
    expect(await log('/api/v1/sales/order-20931/void', 409)).toBe('/api/v1/sales/order-20931/void');
    expect(await log('/api/v1/x/9860848045', 200)).not.toContain('9860848045');
    expect(await log('/receipt/eyJpZCI6NH0.c2lnbmF0dXJl', 200)).toBe('/receipt/…');
    expect(await log('/help/eyJpZCI6NH0.c2lnbmF0dXJl', 200)).toBe('/help/…');
    await sendRaw(port, 'GET /K7Q2M9XW3FHT%ff HTTP/1.1\r\nhost: x\r\n\r\n');
    await vi.waitFor(() => expect(lines.join()).toContain('••••-3FHT'));
    expect(lines.join()).not.toContain('K7Q2M9');
  });
});
