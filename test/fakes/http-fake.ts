import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with a request. `cut-before` drops the connection before the request counts, `cut-after` after. */
type Fault =
  | { kind: 'delay'; ms: number }
  | { kind: 'hang' }
  | { kind: 'cut-before' }
  | { kind: 'cut-after' }
  | { kind: 'truncated' }
  | { kind: 'answer'; status: number; body?: unknown };

export type Incoming = { method: string; path: string; headers: IncomingMessage['headers']; body: string };
export type Answer = { status: number; body: unknown };

export type HttpFake = {
  url: string;
  /** Every request that arrived, whatever it was answered. */
  requests: Incoming[];
  /** The next `times` requests meet this; faults given one after the other queue up. */
  fault: (fault: Fault, times?: number) => void;
  clearFaults: () => void;
  close: () => Promise<void>;
};

/** A fake server on loopback: real sockets, real HTTP, faults on request. */
export async function startHttpFake(
  handle: (request: Incoming) => Answer,
  options: { port?: number | undefined } = {},
): Promise<HttpFake> {
  const requests: Incoming[] = [];
  const faults: Fault[] = [];
  const timers = new Set<NodeJS.Timeout>();

  const server = createServer((incoming, response) => {
    readBody(incoming).then(
      (body) => {
        const path = incoming.url ?? '/';
        const request = { method: incoming.method ?? 'GET', path, headers: incoming.headers, body };
        requests.push(request);
        meet(faults.shift(), request, response);
      },
      () => response.destroy(),
    );
  });

  function meet(fault: Fault | undefined, request: Incoming, response: ServerResponse): void {
    switch (fault?.kind) {
      case undefined:
        answer(response, handle(request));
        break;
      case 'answer':
        answer(response, { status: fault.status, body: fault.body ?? '' });
        break;
      case 'hang':
        break;
      case 'cut-before':
        response.destroy();
        break;
      case 'cut-after':
        handle(request);
        response.destroy();
        break;
      case 'truncated':
        truncate(response, handle(request));
        break;
      case 'delay': {
        const timer = setTimeout(() => {
          timers.delete(timer);
          answer(response, handle(request));
        }, fault.ms);
        timers.add(timer);
      }
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    fault(fault, times = 1) {
      for (let count = 0; count < times; count++) faults.push(fault);
    },
    clearFaults() {
      faults.length = 0;
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const serialize = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));

function answer(response: ServerResponse, { status, body }: Answer): void {
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  response.writeHead(status, { 'content-type': type }).end(serialize(body));
}

function truncate(response: ServerResponse, { status, body }: Answer): void {
  const text = serialize(body);
  response.writeHead(status, { 'content-type': 'application/json' }).end(text.slice(0, Math.ceil(text.length / 2)));
}
