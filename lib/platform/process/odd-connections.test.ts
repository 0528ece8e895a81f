import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHttpServer, type HttpServer, type HttpServerOptions } from './http-server';

const limits = { headersMs: 1_000, bodyMs: 1_000, checkEveryMs: 100, silentMs: 2_000 };

let http: HttpServer;
let port: number;
const sockets: Socket[] = [];

async function serve(limits?: HttpServerOptions['limits']): Promise<void> {
  http = createHttpServer({
    api: (_, response) => response.end('served'),
    pages: (request, response) => {
      request.resume();
      request.on('end', () => response.end('a page'));
    },
    ...(limits ? { limits } : {}),
  });
  // As Next does: it listens for upgrades on the server it is given, and ends none that it does not know.
  http.server.on('upgrade', () => {});
  http.server.listen(0, '127.0.0.1');
  await once(http.server, 'listening');
  port = (http.server.address() as AddressInfo).port;
}
beforeEach(() => serve(limits));
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await http.close();
});

const kinds = {
  upgrade: 'GET / HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: h2c\r\n\r\n',
  silence: '',
  'half a header': 'GET / HTTP/1.1\r\nhost: x\r\nx-half: ',
  'half a body': 'POST /sell HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf',
  'half a body in chunks': 'POST /sell HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n',
  "half a call's body": 'POST /api/x HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf',
};

/** Never closes by itself, so that only the server can end it. */
async function open(payload: string, closesHalf: boolean): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  socket.resume();
  sockets.push(socket);
  await once(socket, 'connect');
  if (payload) socket.write(payload);
  if (closesHalf) socket.end();
  return socket;
}

const connections = () =>
  new Promise<number>((resolve, reject) =>
    http.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
const descriptors = () => readdirSync('/proc/self/fd').length;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const mebibyte = 1024 * 1024;

/** What is still held once everything that nobody holds is gone, in bytes. */
function memory(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it('answers an upgrade as HTTP/1.1, also when somebody listens for upgrades', async () => {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.write(kinds.upgrade);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 OK/);
});

/** A call, a page and a form. On connections of their own: one that was kept could end by the limit on silence as it is used again. */
async function askHonestly(): Promise<void> {
  const ask = async (path: string, form?: string) => {
    const headers = { connection: 'close' };
    const answer = await fetch(
      `http://127.0.0.1:${port}${path}`,
      form ? { method: 'POST', body: form, headers } : { headers },
    );
    return answer.text();
  };
  const answers = await Promise.all([ask('/api/x'), ask('/'), ask('/sell', 'a whole body')]);
  expect(answers).toEqual(['served', 'a page', 'a page']);
}

/** Opens this many, a hundred at a time, with an honest request after each hundred, and waits until the server let all go. */
async function openOdd(count: number): Promise<void> {
  const before = descriptors();
  const payloads = Object.values(kinds);
  for (let made = 0; made < count; made += 100) {
    const next = Array.from({ length: 100 }, (_, index) => made + index);
    await Promise.all(next.map((at) => open(payloads[at % payloads.length] ?? '', at % 2 === 0)));
    await askHonestly();
  }
  await vi.waitFor(async () => expect(await connections()).toBeLessThanOrEqual(1), { timeout: 60_000, interval: 100 });
  for (const socket of sockets.splice(0)) socket.destroy();
  await vi.waitFor(() => expect(descriptors()).toBeLessThanOrEqual(before + 5), { timeout: 10_000, interval: 100 });
}

it('gets every descriptor and the memory back from 2,000 odd connections and serves others meanwhile', {
  timeout: 60_000,
}, async () => {
  // What Node and the test itself keep once they have done it before, such as compiled code.
  await openOdd(500);
  const before = memory();
  await openOdd(2_000);
  // Half of what a connection that is kept would hold, for each of them.
  await vi.waitFor(() => expect(memory() - before).toBeLessThan(4 * mebibyte), { timeout: 10_000, interval: 500 });
});

it('does so within a minute at the limits of a real desk, where half bodies are more than the pages made at once', {
  timeout: 120_000,
}, async () => {
  await http.close();
  await serve();
  const before = memory();
  await openOdd(2_000);
  await vi.waitFor(() => expect(memory() - before).toBeLessThan(4 * mebibyte), { timeout: 10_000, interval: 500 });
});

it.each([
  ['of a length', 'content-length: 60000', 'x'],
  ['in chunks', 'transfer-encoding: chunked', '1\r\nx\r\n'],
])('ends a body %s that trickles in, however steadily, and serves others meanwhile', async (_, header, piece) => {
  const socket = await open(`POST /sell HTTP/1.1\r\nhost: x\r\n${header}\r\n\r\n`, false);
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  // Never silent for as long as a silent connection is kept.
  const trickle = setInterval(() => socket.write(piece), limits.silentMs / 40);
  const honest = fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'a whole body' });
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(trickle);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(await (await honest).text()).toBe('a page');
  await vi.waitFor(async () => expect(await connections()).toBeLessThan(2));
});

it('lets go of what never became a request soon after it was answered, whatever the limit on silence', async () => {
  await http.close();
  http = createHttpServer({
    api: (_, r) => r.end(),
    pages: (_, r) => r.end(),
    limits: { ...limits, silentMs: 60_000 },
  });
  http.server.listen(port, '127.0.0.1');
  await once(http.server, 'listening');
  let accepted = 0;
  http.server.on('connection', () => (accepted += 1));
  await Promise.all(['', kinds['half a header'], 'nonsense\r\n\r\n'].map((payload) => open(payload, false)));
  await expect.poll(() => accepted).toBe(3);
  await vi.waitFor(async () => expect(await connections()).toBe(0), { timeout: 10_000, interval: 100 });
});

it.each([
  [1_000, 744],
  [200, 64],
])('of %i descriptors keeps some for the database and files', async (descriptors, connections) => {
  const program = `
    const { connectionLimits } = await import('./lib/platform/process/connection-limits.ts');
    console.log(connectionLimits.connections);`;
  const node = `${process.execPath} --import tsx --input-type=module -e "$0"`;
  const { stdout } = await promisify(execFile)('bash', ['-c', `ulimit -n ${descriptors} && exec ${node}`, program]);
  expect(Number(stdout)).toBe(connections);
});

it('refuses connections beyond its limit, and serves again when some have ended', async () => {
  http.server.maxConnections = 10;
  const held = await Promise.all(Array.from({ length: 10 }, () => open(kinds['half a header'], false)));
  await expect(fetch(`http://127.0.0.1:${port}/api/x`)).rejects.toThrow();
  for (const socket of held) socket.destroy();
  await vi.waitFor(async () => expect(await connections()).toBe(0), { timeout: 5_000 });
  expect(await (await fetch(`http://127.0.0.1:${port}/api/x`)).text()).toBe('served');
});
