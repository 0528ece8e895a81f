import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import type { HttpServerOptions } from './http-server';
import { sayMissing } from './missing-page';
import { createPagesServer } from './pages-server';
import { passOn } from './pass-on';
import { refuse } from './refuse';
import { startHttpServer } from './testing';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

/** A server that has the port, and one on a socket that makes its pages. */
async function startBoth(answer: Answer, options: Partial<HttpServerOptions> = {}, atOnce?: number) {
  const folder = await mkdtemp(path.join(tmpdir(), 'coupon-desk-pages-'));
  const socketPath = path.join(folder, 'socket');
  const pages = createPagesServer(answer, atOnce);
  pages.listen(socketPath);
  await once(pages, 'listening');
  const end = async () => {
    pages.closeAllConnections();
    if (pages.listening) await new Promise((resolve) => pages.close(resolve));
  };
  closing.push(() => rm(folder, { recursive: true }), end);
  const refused = (_: IncomingMessage, response: ServerResponse) => refuse(response, 503, 'unavailable', 'Not now.');
  const handler = passOn({ to: { socketPath }, ready: async () => {}, refuse: refused });
  return { ...(await startHttpServer({ pages: handler, ...options })), pages, end };
}

const openOn = (server: Server) =>
  new Promise<number>((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );

it('passes on what is asked, with who asks, and what is answered', async () => {
  const makePage: Answer = async (asked, response) => {
    const { method, url: target, headers } = asked;
    response.setHeader('set-cookie', ['a=1; Path=/', 'b=2; Path=/']);
    response.setHeader('content-type', 'application/json');
    response.statusCode = 202;
    const { 'x-request-id': id, 'x-client-address': address, cookie } = headers;
    response.end(JSON.stringify({ method, target, id, address, cookie, body: await text(asked) }));
  };
  const { url } = await startBoth(makePage, { isKnown: async () => true });
  const headers = { 'x-request-id': 'order-1234', cookie: 'session=abc' };
  const answer = await fetch(`${url}/sell?a=%20b`, { method: 'POST', headers, body: 'x'.repeat(100_000) });
  expect(answer.status).toBe(202);
  expect(answer.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
  expect(answer.headers.get('x-request-id')).toBe('order-1234');
  const seen = {
    method: 'POST',
    target: '/sell?a=%20b',
    id: 'order-1234',
    address: '127.0.0.1',
    cookie: 'session=abc',
  };
  expect(await answer.json()).toEqual({ ...seen, body: 'x'.repeat(100_000) });
});

it('answers 404 with a page that says in time that there is nothing, and with no other one', async () => {
  const { url } = await startBoth(
    async (asked, response) => {
      await setImmediate();
      if (asked.url === '/late') response.write('Half');
      if (asked.url !== '/there') sayMissing();
      response.end('.');
    },
    { isForbidden: async ({ url: target }: IncomingMessage) => target === '/team/9' },
  );
  const paths = ['/gone', '/there', '/late', '/team/9'];
  const statuses = await Promise.all(paths.map(async (target) => (await fetch(url + target)).status));
  expect(statuses).toEqual([404, 200, 200, 403]);
  sayMissing();
});

it('sends what is written as it is written, and tells the page when nobody reads it any more', async () => {
  const left = Promise.withResolvers<void>();
  const { port } = await startBoth(async (_, response) => {
    response.write('first');
    response.once('close', left.resolve);
  });
  const asked = request({ port, path: '/sell' }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  expect(String((await once(answer, 'data'))[0])).toBe('first');
  asked.destroy();
  await left.promise;
});

it('does not answer as a whole what was cut in the middle', async () => {
  const { url, pages } = await startBoth(async (_, response) => {
    response.write('first');
  });
  const answer = await fetch(`${url}/sell`);
  const whole = answer.text();
  pages.closeAllConnections();
  await expect(whole).rejects.toThrow();
});

it('says so while nobody makes pages, and loses no page when they are made again', async () => {
  const { url, end, pages } = await startBoth(async (_, response) => response.end('page'));
  const address = pages.address() as string;
  expect(await (await fetch(`${url}/sell`)).text()).toBe('page');
  await end();
  const refused = await fetch(`${url}/sell`);
  expect([refused.status, await refused.json()]).toMatchObject([503, { title: 'Not now.' }]);
  pages.listen(address);
  await once(pages, 'listening');
  expect(await (await fetch(`${url}/sell`)).text()).toBe('page');
});

it('answers 500 when a page fails', async () => {
  const { url } = await startBoth(() => Promise.reject(new Error('planted')));
  const answer = await fetch(`${url}/sell`);
  expect([answer.status, await answer.text()]).toEqual([500, '']);
});

it('begins few pages at once, and none whose reader has left meanwhile', async () => {
  const made: string[] = [];
  const mayGoOn = Promise.withResolvers<void>();
  const makePage: Answer = async ({ url: target = '', method }, response) => {
    made.push(`${method} ${target}`);
    if (target.startsWith('/slow')) await mayGoOn.promise;
    response.write('first');
    if (target !== '/unread') response.end();
  };
  const { url, port, pages } = await startBoth(makePage, { isKnown: async () => true }, 2);
  const arrivals = (count: number) => vi.waitFor(async () => expect(await openOn(pages)).toBe(count));
  // Its reader has the beginning, and takes no turn any more.
  const unread = request({ port, path: '/unread' }).end();
  await once(unread, 'response');
  const slow = [1, 2].map((one) => fetch(`${url}/slow/${one}`).then((answer) => answer.text()));
  await vi.waitFor(() => expect(made).toHaveLength(3));
  const leaving = [1, 2, 3].map((one) =>
    request({ port, path: `/left/${one}` })
      .on('error', () => {})
      .end(),
  );
  await arrivals(6);
  for (const one of leaving) one.destroy();
  await arrivals(3);
  const last = fetch(`${url}/last`).then((answer) => answer.text());
  // What changes something waits for no page.
  expect(await (await fetch(`${url}/press`, { method: 'POST' })).text()).toBe('first');
  mayGoOn.resolve();
  expect(await Promise.all([...slow, last])).toEqual(['first', 'first', 'first']);
  expect(made).toEqual(['GET /unread', 'GET /slow/1', 'GET /slow/2', 'POST /press', 'GET /last']);
  unread.destroy();
});
