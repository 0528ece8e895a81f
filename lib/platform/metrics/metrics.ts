import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Executor } from '@/db/client';
import { logger } from '@/lib/core/logger';
import { type Figures, readFigures } from './read-figures.sql';

export type ObservedRequest = { lane: string; route: string; method: string; status: number; ms: number };

export type Metrics = {
  observe: (request: ObservedRequest) => void;
  /** In Prometheus' text format. What the database says is read for each; without it, `coupon_desk_database_up` is 0. */
  read: () => Promise<{ type: string; text: string }>;
};

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What this process and its database measure. Event loop, memory, processor and descriptors are prom-client's own. */
export function createMetrics(db: Executor): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'coupon_desk_http_request_duration_seconds',
    help: 'Requests by who answered, route and status, from the first byte to the last.',
    labelNames: ['lane', 'route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `coupon_desk_${name}`, help, labelNames, registers: [registry] });
  const up = gauge('database_up', '1 while the database answers.');
  const answer = gauge('database_answer_seconds', 'How long the figures below took, with the wait for a connection.');
  const connections = gauge('database_connections', 'Connections of all processes of the desk.', ['state']);
  const jobs = gauge('jobs', 'Jobs that are not done.', ['queue', 'state']);
  const oldestJob = gauge('oldest_job_seconds', 'Since when the oldest due job waits.');
  const recentSales = gauge('sales_last_hour', 'Sales of the last hour by state.', ['state']);
  const unsettledSales = gauge('sales_unsettled', 'Sales whose outcome is open.', ['state']);
  const stock = gauge('stock_available', 'Codes left to sell from own stock.', ['product']);
  const waiting = gauge('webhooks_waiting', 'Webhook messages that are not accepted yet.');
  const lag = gauge('webhook_lag_seconds', 'Since when the oldest due message of an endpoint that is on waits.');
  const failing = gauge('webhook_endpoints_failing', 'Endpoints that accept nothing at the moment.');
  const rollUp = gauge('changes_to_roll_up', 'Changes that the counters do not hold yet.');
  const archive = gauge('wal_archive_failing', '1 while Postgres cannot archive its WAL.');

  function show(figures: Figures): void {
    for (const labelled of [connections, jobs, recentSales, unsettledSales, stock]) labelled.reset();
    for (const { state, count } of figures.connections) connections.set({ state }, count);
    for (const { queue, state, count } of figures.jobs) jobs.set({ queue, state }, count);
    for (const { state, count } of figures.recentSales) recentSales.set({ state }, count);
    for (const { state, count } of figures.unsettledSales) unsettledSales.set({ state }, count);
    for (const { product, available } of figures.stock) stock.set({ product }, available);
    oldestJob.set(figures.oldestJobSeconds);
    waiting.set(figures.webhooks.waiting);
    lag.set(figures.webhooks.lagSeconds);
    failing.set(figures.webhooks.failing);
    rollUp.set(figures.changesToRollUp);
    archive.set(figures.walArchiveFailing ? 1 : 0);
  }

  return {
    observe({ lane, route, method, status, ms }) {
      const known = methods.has(method) ? method : 'other';
      requests.observe({ lane, route, method: known, status: String(status) }, ms / 1000);
    },
    async read() {
      const started = performance.now();
      try {
        show(await readFigures(db));
        up.set(1);
      } catch (error) {
        logger.error({ err: error }, 'the figures for the metrics were not read');
        up.set(0);
      }
      answer.set((performance.now() - started) / 1000);
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}
