import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createKhaltiClient, type KhaltiClient } from './client';

export const token = 'TEST:a&b/c=secret';
export const order = { reference: 'ref-1', value: 'nettv coupon', amountPaisa: 14_950 };
const message = "Your Pin number is 'K3Q'";
export const success = { status: true, state: 'Success', message, serial: 'S1', pin: 'K3Q', id: 7 };

type ReceivedRequest = { head: string; body: string; connection: number };

/** A server of raw sockets: answers with exactly the bytes a test wants, and keeps every request it received. */
export async function startRaw(reply: (request: ReceivedRequest, socket: Socket) => void) {
  const received: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    const connection = connections;
    let buffer = '';
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1');
      for (;;) {
        const end = buffer.indexOf('\r\n\r\n');
        const length = Number(/content-length: (\d+)/i.exec(buffer)?.[1] ?? 0);
        if (end < 0 || buffer.length < end + 4 + length) return;
        const request = { head: buffer.slice(0, end), body: buffer.slice(end + 4, end + 4 + length), connection };
        buffer = buffer.slice(end + 4 + length);
        received.push(request);
        reply(request, socket);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  onTestFinished(close);
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return { received, close, port: address.port, url: `http://127.0.0.1:${address.port}` };
}

export function makeClient(baseUrl: string, timeouts = {}): KhaltiClient {
  const client = createKhaltiClient({ baseUrl, token, connectTimeoutMs: 5_000, answerTimeoutMs: 10_000, ...timeouts });
  onTestFinished(() => client.close());
  return client;
}

export function http(status: string, body: string | Buffer, headers = ''): Buffer {
  const bytes = Buffer.from(body);
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\n${headers}content-length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}
export const ok = (body: unknown) => http('200 OK', JSON.stringify(body));
