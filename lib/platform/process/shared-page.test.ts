import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { sharePages } from './shared-page';

const open: { close: () => unknown }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

const script = "self.__next_f.push('é')";
const hash = createHash('sha256').update(script).digest('base64');

/** A server whose one page counts how often it was made, and tells what it was asked with. */
async function start(options: { hasName?: boolean } = {}) {
  const asked: IncomingMessage['headers'][] = [];
  const clock = { now: 0 };
  const slow = Promise.withResolvers<void>();
  const pages = async (request: IncomingMessage, response: ServerResponse) => {
    asked.push(request.headers);
    response.setHeader('content-security-policy', "default-src 'self'; script-src 'self'; object-src 'none'");
    response.writeHead(request.headers.host === 'broken.test' ? 500 : 200, {
      'content-type': 'text/html',
      vary: 'rsc',
    });
    response.write(`<script src="/x.js"></script><script id="a">${script}</script>`);
    if (request.headers.host === 'slow.test') await slow.promise;
    // Others ask meanwhile.
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    response.end(`of ${request.headers.host}`);
  };
  const share = sharePages(['/docs'], pages, { now: () => clock.now, ...options });
  const left = { count: 0 };
  const server = createServer((request, response) => {
    response.once('close', () => {
      left.count += 1;
    });
    Promise.resolve(share(request, response)).catch(() => {
      response.statusCode = 500;
      response.end();
    });
  });
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, clock, left, fail: () => slow.reject(new Error('planted')) };
}

it('makes a page once, and lets everybody keep it with its scripts named by their hashes', async () => {
  const { url, asked, clock } = await start();
  const first = await fetch(`${url}/docs`);
  expect(first.status).toBe(200);
  expect(await first.text()).toContain(script);
  const { headers } = first;
  expect(headers.get('cache-control')).toBe('public, no-cache');
  expect(headers.get('vary')).toBe('rsc');
  expect(headers.get('content-encoding')).toBe('gzip');
  expect(headers.get('content-security-policy')).toBe(
    `default-src 'self'; script-src 'self' 'sha256-${hash}'; object-src 'none'`,
  );
  const etag = headers.get('etag') ?? '';
  const again = await fetch(`${url}/docs`, { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
  const head = await fetch(`${url}/docs`, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } });
  expect([head.status, head.headers.get('content-encoding')]).toEqual([200, null]);
  expect(asked).toHaveLength(1);
  clock.now += 60_001;
  const all = await Promise.all(Array.from({ length: 8 }, () => fetch(`${url}/docs`)));
  expect(all.map((answer) => answer.status)).toEqual(Array.from({ length: 8 }, () => 200));
  expect(asked).toHaveLength(2);
});

it('tells the page nothing of who asks, so that nobody decides what others are shown', async () => {
  const { url, asked } = await start();
  await fetch(`${url}/docs`, {
    headers: { cookie: 'session=1', 'x-nonce': 'chosen', 'content-security-policy': "script-src 'nonce-chosen'" },
  });
  expect(Object.keys(asked[0] ?? {}).toSorted()).toEqual(['host', 'x-shared-page']);
});

it('leaves other pages, other methods and what an open page asks for as they are', async () => {
  const { url, asked } = await start();
  for (const [path, init] of [
    ['/team', {}],
    ['/docs?q=1', {}],
    ['/docs', { headers: { rsc: '1' } }],
    ['/docs', { method: 'POST' }],
  ] as const) {
    const answer = await fetch(url + path, init);
    expect(answer.headers.get('etag'), path).toBeNull();
    expect(answer.headers.get('content-security-policy')).not.toContain('sha256');
  }
  expect(asked.some((headers) => 'x-shared-page' in headers)).toBe(false);
});

it('keeps no failure, and one page for each name of the desk', async () => {
  const { url, asked } = await start();
  const { port } = new URL(url);
  const ask = async (host: string) => {
    const sent = request({ port, host: '127.0.0.1', path: '/docs', headers: { host } }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const chunks = await answer.toArray();
    return [answer.statusCode, Buffer.concat(chunks).toString().split('of ')[1], answer.headers.etag === undefined];
  };
  for (let times = 0; times < 2; times += 1) {
    expect(await ask('broken.test')).toEqual([500, 'broken.test', true]);
    expect(await ask('one.test')).toEqual([200, 'one.test', false]);
    expect(await ask('two.test')).toEqual([200, 'two.test', false]);
  }
  expect(asked).toHaveLength(4);
});

it('makes it one time after the other where it fails, and not for anyone who has gone meanwhile', async () => {
  const { url, asked, left, fail } = await start();
  const { port } = new URL(url);
  const ask = () => request({ port, host: '127.0.0.1', path: '/docs', headers: { host: 'slow.test' } }).end();
  const [first, second, third] = [ask(), ask(), ask()];
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  second.on('error', () => {}).destroy();
  await vi.waitFor(() => expect(left.count).toBe(1));
  fail();
  const statuses = await Promise.all(
    [first, third].map(async (sent) => ((await once(sent, 'response')) as [IncomingMessage])[0].statusCode),
  );
  expect(statuses).toEqual([500, 500]);
  expect(asked).toHaveLength(2);
});

it('is made once for all names where a setting says the name', async () => {
  const { url, asked } = await start({ hasName: true });
  const { port } = new URL(url);
  for (const host of ['one.test', 'two.test', 'one.test']) {
    const sent = request({ port, host: '127.0.0.1', path: '/docs', headers: { host } }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    expect(Buffer.concat(await answer.toArray()).toString()).toContain('of one.test');
  }
  expect(asked).toHaveLength(1);
});
