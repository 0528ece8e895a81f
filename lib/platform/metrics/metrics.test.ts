import { describe, expect, it } from 'vitest';
import { createDatabase } from '@/db/client';
import { openTestDatabase } from '@/db/testing';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { prepareQueue } from '@/lib/platform/jobs/prepare-queue';
import { enqueue } from '@/lib/platform/jobs/queue';
import { createMetrics } from './metrics';
import { serveMetrics } from './serve-metrics';

const database = openTestDatabase();

describe('the metrics', () => {
  it('are served on a listener of their own, of requests, sales, stock, queue and process', async () => {
    await prepareQueue(database.url);
    const stock = await makeStock(database.db, 7, { value: 'metered' });
    await sell(await makeUserContext(database.db, 'support'), order(stock));
    await enqueue(database.db, 'chain-audit', {});
    const metrics = createMetrics(database.db);
    metrics.observe({ lane: 'api', route: '/api/v1/redemptions', method: 'POST', status: 201, ms: 12 });
    const server = await serveMetrics(metrics, { port: 0, host: '127.0.0.1' });
    try {
      const answer = await fetch(`http://127.0.0.1:${server.port}/metrics`);
      expect(answer.headers.get('content-type')).toContain('text/plain');
      const text = await answer.text();
      for (const line of [
        'coupon_desk_database_up 1',
        'coupon_desk_http_request_duration_seconds_count{lane="api",route="/api/v1/redemptions",method="POST",status="201"} 1',
        'coupon_desk_sales_last_hour{state="succeeded"} 1',
        'coupon_desk_stock_available{product="metered"} 6',
        'coupon_desk_jobs{queue="chain-audit",state="created"} 1',
        'coupon_desk_webhooks_waiting 0',
        'coupon_desk_wal_archive_failing 0',
      ])
        expect(text).toContain(line);
      expect(text).toMatch(/coupon_desk_database_connections\{state="active"\} [1-9]/);
      expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
      for (const pin of stock.pins) expect(text).not.toContain(pin);
      expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404);
    } finally {
      await server.close();
    }
  });

  it('say so while the database does not answer', async () => {
    const gone = createDatabase('postgres://nobody@127.0.0.1:1/nothing', { max: 1 });
    const { text } = await createMetrics(gone.db).read();
    expect(text).toContain('coupon_desk_database_up 0');
    await gone.close();
  });
});
