import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { percentile } from './pgbench';

/** What a receiver does with every message. */
export const behaviours = ['healthy', 'hang', 'fail', 'redirect'] as const;
export type Behaviour = (typeof behaviours)[number];

/** Since the last `count`: how many came to the healthy one, and how long after they had happened. In milliseconds. */
export type Received = { count: number; p50: number; p95: number; p99: number; outOfOrder: number };

const statuses = { healthy: 204, fail: 500, redirect: 302 };
const delays: number[] = [];
const last = new Map<string, number>();
let outOfOrder = 0;

/** Receivers of webhooks in a process of their own: it says their ports, and answers `count` with what came. */
function open(behaviour: Behaviour): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => {
      body += piece;
    });
    request.on('end', () => {
      if (behaviour === 'hang') return;
      if (behaviour === 'healthy') note(request.url ?? '', body);
      response.writeHead(statuses[behaviour], behaviour === 'redirect' ? { location: '/elsewhere' } : {}).end();
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function note(path: string, body: string): void {
  const { timestamp, data } = JSON.parse(body) as { timestamp: string; data: { redemption_id: number } };
  delays.push(Date.now() - Date.parse(timestamp));
  if (data.redemption_id < (last.get(path) ?? 0)) outOfOrder += 1;
  last.set(path, data.redemption_id);
}

process.on('message', () => {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(delays, share));
  process.send?.({ count: delays.length, p50, p95, p99, outOfOrder });
  delays.length = 0;
  outOfOrder = 0;
  last.clear();
});
process.on('disconnect', () => process.exit());

const servers = await Promise.all(behaviours.map(open));
process.send?.(servers.map((server) => (server.address() as AddressInfo).port));
