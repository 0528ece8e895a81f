import { type IncomingHttpHeaders, request as openRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { Scope } from '@/lib/platform/context/scopes';
import { createHttpServer } from '@/lib/platform/process/http-server';
import { openTestClock } from '@/lib/platform/test-mode/test-clock';
import { createTestClock } from '@/lib/platform/test-mode/test-clock.sql';
import { createApp } from './app';
import { nodeListener } from './node-listener';

export type Sent = { method?: string; path: string; headers?: Record<string, string>; body?: string | Buffer };
export type Received = { status: number; headers: IncomingHttpHeaders; text: string; body: unknown };

export type Served = TestDatabase & {
  app: ReturnType<typeof createApp>;
  port: number;
  send: (sent: Sent) => Promise<Received>;
  keyWith: (...scopes: Scope[]) => Promise<string>;
};

/** How long a test waits for an answer before it calls the request hung. */
const answeredWithinMs = 10_000;

/** An app on a socket of its own, as `server.ts` mounts it. */
export async function listen(app: Pick<Served['app'], 'fetch'>): Promise<{ port: number; close: () => Promise<void> }> {
  const { server, close } = createHttpServer({
    api: nodeListener(app),
    pages: (_, response) => response.end('a page'),
    drainMs: 1_000,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close };
}

type ServedOptions = {
  /** As in test mode, but `now` stays as it is. */
  hasClock?: boolean;
};

/** The whole API over a real socket and a database of its own. */
export async function openServed(
  now: () => Date = () => new Date(),
  { hasClock = false }: ServedOptions = {},
): Promise<Served> {
  const test = await createTestDatabase({ max: 8 });
  if (hasClock) await createTestClock(test.sql, decodeURIComponent(new URL(test.url).username));
  const clock = openTestClock(
    () => test.db,
    () => {},
  );
  const app = createApp({ database: () => test.db, now, ...(hasClock ? { clock } : {}) });
  const { port, close } = await listen(app);
  return {
    ...test,
    app,
    port,
    send: (sent) => sendAsWritten(port, sent),
    keyWith: async (...scopes) => (await makeKeyContext(test.db, scopes)).key,
    async close() {
      await close();
      await test.close();
    },
  };
}

/** The path goes out as it is written: `fetch` would resolve its dots and escape its characters first. */
function sendAsWritten(port: number, { method = 'GET', path, headers = {}, body }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(answeredWithinMs);
    // Node frames no body of a GET or a DELETE by itself.
    const length = { 'content-length': String(Buffer.byteLength(body ?? '')) };
    const framed = body === undefined || 'transfer-encoding' in headers ? headers : { ...length, ...headers };
    const request = openRequest(
      { host: '127.0.0.1', port, method, path, headers: framed, signal },
      async (response) => {
        const answer = await text(response).catch((error: Error) => {
          reject(error);
          return '';
        });
        const isJson = /^application\/(problem\+)?json/.test(response.headers['content-type'] ?? '');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: answer,
          body: isJson && answer !== '' ? JSON.parse(answer) : undefined,
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
