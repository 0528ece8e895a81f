import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { http, makeClient, ok, order, startRaw, success, token } from './testing';

describe('at most one POST', () => {
  it('sends nothing again when a server that keeps connections alive cuts one before the answer', async () => {
    const server = await startRaw(({ head }, socket) => {
      if (head.startsWith('POST')) socket.destroy();
      else socket.write(http('200 OK', '{"data":[]}', 'connection: keep-alive\r\nkeep-alive: timeout=60\r\n'));
    });
    const client = makeClient(server.url);
    for (let round = 1; round <= 5; round++) {
      await client.listProducts();
      const outcome = await client.pay({ ...order, reference: `ref-${round}` });
      expect(outcome).toMatchObject({ kind: 'unknown', reason: 'cut' });
    }
    // An answered request afterwards proves that nothing was waiting to be sent again.
    await client.listProducts();
    const posts = server.received.filter(({ head }) => head.startsWith('POST'));
    expect(posts.map(({ body }) => JSON.parse(body).reference)).toEqual(['ref-1', 'ref-2', 'ref-3', 'ref-4', 'ref-5']);
    expect(new Set(server.received.map(({ connection }) => connection)).size).toBe(server.received.length);
  });

  it.each([
    ['reset without a word', (socket: Socket) => socket.resetAndDestroy()],
    ['ended without a word', (socket: Socket) => socket.end()],
    ['cut in the head', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-')],
    ['cut in the body', (socket: Socket) => socket.end(ok(success).subarray(0, -3))],
    [
      'cut in a chunk',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"st'),
    ],
  ])('nor when the connection is %s', async (_case, cut) => {
    const server = await startRaw((_request, socket) => cut(socket));
    const outcome = await makeClient(server.url).pay(order);
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'cut' });
    expect(server.received).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])('nor when it is redirected with %i', async (status) => {
    const server = await startRaw((_request, socket) =>
      socket.write(http(`${status} Moved`, '{}', 'location: /other\r\n')),
    );
    const outcome = await makeClient(server.url).pay(order);
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'unexpected_status' });
    expect(server.received).toHaveLength(1);
  });

  it.each([429, 500, 503])('nor when it is asked to, with %i and Retry-After', async (status) => {
    const server = await startRaw((_request, socket) => socket.write(http(`${status} No`, '{}', 'retry-after: 0\r\n')));
    expect(await makeClient(server.url).pay(order)).toMatchObject({ kind: 'unknown' });
    expect(server.received).toHaveLength(1);
  });

  it('runs payments side by side, each on its own connection', async () => {
    const server = await startRaw(({ body }, socket) => {
      const { reference } = JSON.parse(body);
      socket.write(ok({ ...success, pin: `PIN-${reference}` }));
    });
    const client = makeClient(server.url);
    const references = Array.from({ length: 64 }, (_, index) => `r${index}`);
    const outcomes = await Promise.all(references.map((reference) => client.pay({ ...order, reference })));
    expect(outcomes.map((outcome) => outcome.kind === 'succeeded' && outcome.pin)).toEqual(
      references.map((r) => `PIN-${r}`),
    );
    expect(server.received).toHaveLength(64);
  });
});

describe('an answer that does not come', () => {
  async function timed<T>(work: Promise<T>): Promise<[T, number]> {
    const started = performance.now();
    return [await work, performance.now() - started];
  }

  it('is given up after the answer time-out', async () => {
    const server = await startRaw(() => {});
    const [outcome, ms] = await timed(makeClient(server.url, { answerTimeoutMs: 300 }).pay(order));
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'timed_out' });
    expect(ms).toBeLessThan(5_000);
    expect(server.received).toHaveLength(1);
  });

  it('is given up when it trickles forever', async () => {
    const server = await startRaw((_request, socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n');
      const timer = setInterval(() => socket.write(' '), 50);
      socket.on('close', () => clearInterval(timer));
    });
    const client = makeClient(server.url, { answerTimeoutMs: 400 });
    const [outcome, ms] = await timed(client.pay(order));
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'timed_out' });
    expect(ms).toBeLessThan(5_000);
  });

  it('is given up after the connect time-out while there is no connection', async () => {
    // TCP is up and TLS never answers: the connection is not there yet.
    const server = await startRaw(() => {});
    const client = makeClient(`https://127.0.0.1:${server.port}`, { connectTimeoutMs: 300, answerTimeoutMs: 60_000 });
    const [outcome, ms] = await timed(client.pay(order));
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'unreachable' });
    expect(ms).toBeLessThan(10_000);
  });

  it('is not waited for where no server listens', async () => {
    const server = await startRaw(() => {});
    await server.close();
    expect(await makeClient(server.url).pay(order)).toMatchObject({ kind: 'unknown', reason: 'unreachable' });
  });
});

describe('an answer that cannot be read', () => {
  it.each([
    ['larger than a mebibyte', ok({ ...success, padding: 'x'.repeat(1024 * 1024) })],
    [
      'larger than it says',
      Buffer.from(
        `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${`10000\r\n${' '.repeat(65_536)}\r\n`.repeat(20)}`,
      ),
    ],
    ['not UTF-8', http('200 OK', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))],
    ['not HTTP', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n\r\n')],
    ['nested without end', http('200 OK', '['.repeat(500_000))],
  ])('leaves the payment unknown: %s', async (_case, bytes) => {
    const server = await startRaw((_request, socket) => socket.write(bytes));
    expect(await makeClient(server.url).pay(order)).toMatchObject({ kind: 'unknown', reason: 'unreadable' });
    expect(server.received).toHaveLength(1);
  });

  it('never brings the token or the PIN into words, however it is echoed', async () => {
    const echo = {
      state: 'Error',
      error_code: '1002',
      message: `Bad token ${token} (${encodeURIComponent(token)})`,
      details: { token },
    };
    const server = await startRaw((_request, socket) => socket.write(http('401 No', JSON.stringify(echo))));
    const client = makeClient(server.url);
    const outcomes = [
      await client.pay(order),
      await client.status('x'),
      await client.balance(),
      await client.listProducts(),
    ];
    for (const outcome of outcomes) expect(JSON.stringify(outcome)).not.toMatch(/secret/);
    expect(outcomes.map((outcome) => 'alert' in outcome && outcome.alert)).toEqual([true, true, true, true]);
  });
});
