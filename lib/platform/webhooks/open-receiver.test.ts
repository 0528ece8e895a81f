import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startWebhookReceiver } from '@/test/fakes/webhook-receiver';
import { prepared } from '@/test/prepared';
import { openReceiver, type PostRequest, type ReceiverOptions } from './open-receiver';
import { loopback } from './testing';

const receiver = prepared(startWebhookReceiver);

const servers: Server[] = [];
afterEach(() => {
  receiver.clearFaults();
  receiver.requests.length = 0;
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Input = { url: string } & Partial<PostRequest & ReceiverOptions>;

async function post({ url, signal, ...options }: Input) {
  const opened = openReceiver(url, { allowPrivate: true, resolve: loopback, ...options });
  try {
    return await opened.post({ headers: { 'x-test': '1' }, body: '{}', signal });
  } finally {
    opened.close();
  }
}

describe('one attempt', () => {
  it('connects to the address that was checked, under the name that was asked for', async () => {
    const url = `${receiver.url.replace('127.0.0.1', 'hooks.example.com')}/in?a=1`;
    expect(await post({ url })).toMatchObject({ kind: 'answered', status: 204 });
    const [request] = receiver.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/in?a=1', body: '{}' });
    expect(request?.headers).toMatchObject({ host: new URL(url).host, 'x-test': '1', 'content-length': '2' });
  });

  it('resolves the name once, however the connection is made', async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ];
    };
    const url = receiver.url.replace('127.0.0.1', 'hooks.example.com');
    expect(await post({ url, resolve })).toMatchObject({ kind: 'answered' });
    expect(asked).toBe(1);
  });

  it('follows no redirect', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: receiver.url }).end());
    expect(await post({ url })).toMatchObject({ kind: 'answered', status: 302 });
    expect(receiver.requests).toHaveLength(0);
  });

  it('reads 4 KiB of an answer that never ends, and keeps the beginning in printable form', async () => {
    let sent = 0;
    const url = await serve((_request, response) => {
      response.writeHead(500);
      response.write('No\u0000pe. ');
      const timer = setInterval(() => {
        sent += 1024;
        response.write('x'.repeat(1024));
      }, 1);
      response.on('close', () => clearInterval(timer));
    });
    const outcome = await post({ url });
    expect(outcome).toMatchObject({ status: 500, excerpt: expect.stringMatching(/^Nope\. x+$/) });
    expect(outcome.kind === 'answered' && outcome.excerpt.length).toBe(1000);
    expect(sent).toBeLessThan(64 * 1024);
  });

  it('counts the status of an answer whose body is cut off', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('part');
      response.flushHeaders();
      setImmediate(() => response.destroy());
    });
    expect(await post({ url })).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('gives up a receiver that does not answer in time', async () => {
    receiver.fault({ kind: 'hang' });
    expect(await post({ url: receiver.url, timeoutMs: 100 })).toMatchObject({ kind: 'failed', reason: 'timed_out' });
  });

  it('gives up a name that is not resolved in time', async () => {
    const never = () => new Promise<never>(() => {});
    const url = 'http://hooks.example.com';
    expect(await post({ url, resolve: never, timeoutMs: 50 })).toMatchObject({ reason: 'timed_out' });
  });

  it('ends when the process stops', async () => {
    receiver.fault({ kind: 'hang' });
    const stopping = new AbortController();
    const outcome = post({ url: receiver.url, signal: stopping.signal });
    stopping.abort();
    expect(await outcome).toMatchObject({ kind: 'failed', reason: 'connection_failed' });
  });

  it('distinguishes a cut connection, a closed port and a broken TLS from an answer', async () => {
    receiver.fault({ kind: 'cut-before' });
    expect(await post({ url: receiver.url })).toMatchObject({ reason: 'connection_failed' });
    expect(await post({ url: 'http://127.0.0.1:1' })).toMatchObject({ reason: 'connection_failed' });
    const secure = receiver.url.replace('http:', 'https:');
    expect(await post({ url: secure })).toMatchObject({ reason: 'tls_failed' });
  });
});

describe('addresses inside private networks', () => {
  const strictly = { allowPrivate: false };

  it('are refused when a name leads there', async () => {
    const { port } = new URL(receiver.url);
    const url = `https://hooks.example.com:${port}`;
    expect(await post({ url, ...strictly })).toMatchObject({ kind: 'failed', reason: 'private_address' });
    expect(receiver.requests).toHaveLength(0);
  });

  it('are refused as literals, without asking for a name', async () => {
    const resolve = () => Promise.reject(new Error('asked'));
    for (const host of ['127.0.0.1', '[::1]', '[::ffff:169.254.169.254]', '10.0.0.1', 'localhost']) {
      const outcome = await post({ url: `https://${host}`, resolve, ...strictly });
      expect(outcome).toMatchObject({ kind: 'failed', reason: 'private_address' });
    }
  });
});

describe('a connection that is kept', () => {
  it('carries the next messages too, and the name is resolved once for it', async () => {
    const sockets = new Set<unknown>();
    const url = await serve((request, response) => {
      sockets.add(request.socket);
      request.resume().on('end', () => response.writeHead(204).end());
    });
    let asked = 0;
    const resolve = () => {
      asked += 1;
      return loopback('');
    };
    const opened = openReceiver(url.replace('127.0.0.1', 'hooks.example.com'), { allowPrivate: true, resolve });
    for (let n = 0; n < 3; n += 1)
      expect(await opened.post({ headers: {}, body: '{}' })).toMatchObject({ status: 204 });
    opened.close();
    expect([sockets.size, asked]).toEqual([1, 1]);
  });

  it('that the receiver had closed is made again, and the message is not counted as failed', async () => {
    const opened = openReceiver(receiver.url, { allowPrivate: true, resolve: loopback });
    const request = { headers: {}, body: '{}' };
    expect(await opened.post(request)).toMatchObject({ status: 204 });
    receiver.fault({ kind: 'cut-before' });
    expect(await opened.post(request)).toMatchObject({ status: 204 });
    receiver.fault({ kind: 'cut-before' }, 2);
    expect(await opened.post(request)).toMatchObject({ kind: 'failed', reason: 'connection_failed' });
    opened.close();
  });

  it('does not outlive a change of where the name leads by more than its time, and then its address is checked', async () => {
    let addresses = [{ address: '127.0.0.1', family: 4 }];
    const url = receiver.url.replace('127.0.0.1', 'hooks.example.com');
    const opened = openReceiver(url, { allowPrivate: true, resolve: async () => addresses, connectionMs: 0 });
    expect(await opened.post({ headers: {}, body: '{}' })).toMatchObject({ status: 204 });
    addresses = [];
    expect(await opened.post({ headers: {}, body: '{}' })).toMatchObject({ reason: 'name_not_found' });
    opened.close();
  });
});
