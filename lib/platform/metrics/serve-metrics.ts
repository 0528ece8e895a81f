import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { logger } from '@/lib/core/logger';
import type { Metrics } from './metrics';

export type MetricsServer = { port: number; close: () => Promise<void> };

/** Serves `/metrics` on a listener of its own, so that a proxy in front of the desk never passes it on. */
export async function serveMetrics(
  metrics: Pick<Metrics, 'read'>,
  { port, host }: { port: number; host: string },
): Promise<MetricsServer> {
  // Scrapes that come together are answered by one look.
  let reading: ReturnType<Metrics['read']> | undefined;
  const server = createServer({ requestTimeout: 10_000 }, async (request, response) => {
    if (request.url?.split('?', 1)[0] !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('GET /metrics\n');
      return;
    }
    try {
      reading ??= metrics.read().finally(() => {
        reading = undefined;
      });
      const { type, text } = await reading;
      response.writeHead(200, { 'content-type': type }).end(text);
    } catch (error) {
      logger.error({ err: error }, 'the metrics were not read');
      response.writeHead(500).end();
    }
  });
  server.listen({ port, host });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
