import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { insteadOfPage } from '@/app/instead-of-page';
import { createDatabase } from '@/db/client';
import { openTestDatabase } from '@/db/testing';
import { databaseIsDown, watchDatabase } from '@/lib/platform/health/database-watch';
import { openDatabaseProxy } from '@/test/fakes/database-proxy';
import { startHttpServer } from './testing';

const test = openTestDatabase();
const pages = { isDown: databaseIsDown, insteadOfPage };

it('a page whose database is away is a plain one with 503, in the language of the browser, and files are served', async () => {
  const proxy = await openDatabaseProxy(test.url);
  const { sql, close } = createDatabase(proxy.url);
  const { url } = await startHttpServer({
    ...pages,
    isForbidden: async (request) => request.url === '/sell' && (await sql`select 1`).length === 0,
  });
  const languages = { 'accept-language': 'ne, en;q=0.5' };
  expect((await fetch(`${url}/sell`)).status).toBe(200);
  const endWatch = watchDatabase(proxy.url);
  try {
    await proxy.stop();
    // At once, before anybody has noticed, and then without asking.
    for (const noticed of [async () => {}, () => expect.poll(databaseIsDown).toBe(true)]) {
      await noticed();
      const answer = await fetch(`${url}/sell`, { headers: languages });
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await answer.text()).toContain('<html lang="ne">');
    }
    expect((await fetch(`${url}/_next/static/one.js`)).status).toBe(200);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await proxy.start();
    await expect.poll(async () => (await fetch(`${url}/sell`)).status).toBe(200);
  } finally {
    await endWatch();
    void close();
    await proxy.close();
  }
});

it('a page that is being made when the database falls silent ends', async () => {
  const proxy = await openDatabaseProxy(test.url);
  const endWatch = watchDatabase(proxy.url);
  try {
    const { url } = await startHttpServer({
      ...pages,
      pages: () => {
        proxy.freeze();
        return new Promise(() => {});
      },
    });
    const answer = await fetch(`${url}/sell`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await answer.text()).toContain('not available at the moment');
  } finally {
    await endWatch();
    await proxy.close();
  }
});

it('a page beyond the limit is refused, and one that ends makes room', async () => {
  const ends: (() => void)[] = [];
  const { url } = await startHttpServer({
    insteadOfPage,
    limits: { pages: 2 },
    pages: (_, response) => void ends.push(() => response.end('a page')),
  });
  const first = [fetch(`${url}/sell`), fetch(`${url}/sell`)];
  await expect.poll(() => ends.length).toBe(2);
  const refused = await fetch(`${url}/sell`);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
  expect(await refused.text()).toContain('nothing was changed');
  for (const end of ends.splice(0)) end();
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
  const next = fetch(`${url}/sell`);
  await expect.poll(() => ends.length).toBe(1);
  ends[0]?.();
  expect((await next).status).toBe(200);
});

it('a page that nobody reads keeps no other one waiting', async () => {
  const much = Buffer.alloc(32 * 1024 * 1024);
  let asked = 0;
  const { url, port } = await startHttpServer({
    limits: { pages: 2, unreadMs: 50 },
    pages: (request, response) => {
      asked += 1;
      if (request.url === '/sell') response.end('a page');
      else if (request.url === '/whole') response.end(much);
      else response.write(much);
    },
  });
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  /** Asks, and takes nothing of the answer. */
  const ask = async (target: string) => {
    const [before, socket] = [asked, connect(port, '127.0.0.1').on('error', () => {})];
    sockets.push(socket.pause());
    socket.write(`GET ${target} HTTP/1.1\r\nhost: x\r\n\r\n`);
    await expect.poll(() => asked).toBe(before + 1);
  };
  // Written as a whole, they wait for nobody but their readers.
  for (const target of ['/whole', '/whole', '/whole']) await ask(target);
  expect((await fetch(`${url}/sell`)).status).toBe(200);

  for (const target of ['/half', '/half']) await ask(target);
  await expect.poll(async () => (await fetch(`${url}/sell`)).status).toBe(200);
});

it('bodies that do not arrive keep no page waiting, and a stranger’s is cut before that of somebody who is signed in', async () => {
  const { url, port } = await startHttpServer({
    limits: { pages: 3 },
    isKnown: async ({ headers }) => headers.cookie === 'known',
    pages: async (request, response) => response.end(await text(request)),
  });
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  const sendHalf = async (cookie: string) => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    sockets.push(socket);
    const head = `POST /sell HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\ncontent-length: 8\r\n\r\nhalf`;
    await new Promise<void>((resolve) => socket.write(head, () => resolve()));
    return socket;
  };
  const own = await sendHalf('known');
  const strangers = [await sendHalf('none'), await sendHalf('none')];
  // One after the other, each gives its place to a page.
  for (const socket of strangers) {
    const isCut = once(socket.resume(), 'close').then(() => true);
    const ask = async () => [(await fetch(`${url}/sell`)).status, await Promise.race([isCut, false])];
    await expect.poll(ask).toEqual([200, true]);
    await sendHalf('none');
  }
  const answer = text(own);
  own.end('half');
  expect(await answer).toContain('halfhalf');
});
