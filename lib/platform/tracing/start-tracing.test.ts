import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, expect, inject, it, vi } from 'vitest';
import { traceStatements } from '@/db/trace-statements';
import { makeClient, ok, startRaw, success, token } from '@/lib/adapters/khalti/testing';
import { createApp } from '@/lib/api/app';
import { nodeListener } from '@/lib/api/node-listener';
import { resetEnv } from '@/lib/core/env';
import { traced, tracer } from '@/lib/core/tracing';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order } from '@/lib/domain/sales/sales/testing';
import { enqueue } from '@/lib/platform/jobs/queue';
import { createRouteNamer } from '@/lib/platform/metrics/route-name';
import { createHttpServer } from '@/lib/platform/process/http-server';
import { provideSending, saleData } from '@/lib/platform/webhooks/testing';
import { startJobs, stopJobs } from '@/lib/worker/start-jobs';
import { prepared } from '@/test/prepared';
import { startTracing, stopTracing } from './start-tracing';
import { traceRequests } from './trace-requests';

type Received = { authorization: string | undefined; body: string };
type Sent = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: { key: string; value: { stringValue?: string; intValue?: string } }[];
};

async function startCollector() {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    received.push({ authorization: request.headers.authorization, body: `${request.url} ${await text(request)}` });
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    received,
    spans: () =>
      received.flatMap(({ body }) =>
        JSON.parse(body.slice(body.indexOf('{'))).resourceSpans.flatMap((one: { scopeSpans: { spans: Sent[] }[] }) =>
          one.scopeSpans.flatMap(({ spans }) => spans),
        ),
      ) as Sent[],
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const collector = prepared(startCollector);
// Pools are followed that are opened once traces are sent.
prepared(async () => {
  process.env.DATABASE_URL ||= inject('testServer').url;
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.url);
  vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'authorization=Bearer%20of-the-collector');
  vi.stubEnv('OTEL_TRACES_SAMPLER_ARG', '1');
  resetEnv();
  await startTracing();
  return {};
});
const { world } = provideSending();
afterAll(async () => {
  await stopTracing();
  vi.unstubAllEnvs();
  resetEnv();
});

const phone = '+9779860848045';
const attributeOf = (span: Sent | undefined, key: string) => {
  const value = span?.attributes.find((one) => one.key === key)?.value;
  return value?.stringValue ?? value?.intValue;
};

it('sends requests, use cases, statements, calls to others and jobs as traces, with no value of any of them', async () => {
  const app = createApp({ database: () => world.db, now: () => new Date() });
  const listener = traceRequests(nodeListener(app), createRouteNamer(app.routes.map((route) => route.path)));
  const { server, close } = createHttpServer({ api: listener, pages: (_, response) => response.end(), drainMs: 1_000 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const buyer = await makeBuyer(world.db, 2_000_000);
  const { sale, pin } = await sell(buyer, order(await makeStock(world.db, 3)));
  const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/sales/${sale.reference}`;
  await fetch(`${address}?of=${phone}`, { headers: { authorization: `Bearer ${buyer.key}` } });
  const answer = await fetch(`${address}/void`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${buyer.key}`, 'content-type': 'application/json', traceparent: parent },
      'idempotency-key': 'key-of-a-client',
    },
    body: JSON.stringify({ reason: `Asked by ${phone}` }),
  });
  const answered = await answer.text();
  await close();

  const khalti = await startRaw((_request, socket) => socket.write(ok(success)));
  const paid = await traced({ name: 'purchase', kind: 'internal' }, () =>
    makeClient(khalti.url).pay({ reference: 'ref-of-khalti', value: 'nettv coupon', amountPaisa: 14_950 }),
  );
  expect(paid.kind).toBe('succeeded');
  const waiting = await world.makeWaiting();
  await world.attempt(waiting);
  await startJobs();
  await enqueue(world.db, 'chain-audit', {});
  await vi.waitFor(() => expect(collector.spans().map(({ name }) => name)).toContain('job chain-audit'), {
    timeout: 30_000,
  });
  await stopJobs();
  await stopTracing();

  const spans = collector.spans();
  const named = (name: string) => spans.find((span) => span.name === name);
  const request = named('POST api');
  expect(request).toMatchObject({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    parentSpanId: 'b7ad6b7169203331',
    kind: 2,
  });
  expect(attributeOf(request, 'http.response.status_code')).toBe(String(answer.status));
  expect(attributeOf(request, 'http.route')).toBe('/api/v1/sales/:value/void');
  const ofRequest = spans.filter(({ traceId }) => traceId === request?.traceId);
  const statement = ofRequest.find((span) => attributeOf(span, 'db.system.name') === 'postgresql');
  expect(statement?.name).toMatch(/^[A-Z]+ [a-z_.]+$/);
  expect(ofRequest.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^use case /));
  for (const span of ofRequest.filter((one) => one !== request))
    expect(ofRequest.map(({ spanId }) => spanId)).toContain(span.parentSpanId);

  const call = named('POST Khalti');
  expect(call?.parentSpanId).toBe(named('purchase')?.spanId);
  expect(khalti.received[0]?.head).toContain(`traceparent: 00-${call?.traceId}-${call?.spanId}-01`);
  const webhook = named('POST webhook');
  expect(attributeOf(webhook, 'coupon_desk.webhook_event')).toBe('sale.succeeded');
  expect(world.receiver.requests[0]?.headers.traceparent).toBe(`00-${webhook?.traceId}-${webhook?.spanId}-01`);

  const all = collector.received.map(({ body }) => body).join('\n');
  expect(all).toContain('/v1/traces ');
  expect(new Set(collector.received.map(({ authorization }) => authorization))).toEqual(
    new Set(['Bearer of-the-collector']),
  );
  const secrets = [
    pin ?? '',
    phone,
    buyer.key,
    sale.reference,
    'key-of-a-client',
    token,
    encodeURIComponent(token),
    success.pin,
  ];
  for (const secret of [...secrets, waiting.secret, saleData.reference, 'ref-of-khalti'])
    expect(all).not.toContain(secret);
  expect([answer.status, answered]).toEqual([200, expect.stringContaining('voided')]);
});

it('costs nothing where nobody asked for it, and keeps the part of the traces that it was asked for', async () => {
  expect(tracer()).toBeUndefined();
  expect(traceStatements(world.db.$client)).toBe(world.db.$client);
  const listener = () => undefined;
  expect(traceRequests(listener, () => '/')).toBe(listener);

  const { openTracer } = await import('./open-tracer');
  const kept: string[] = [];
  const none = openTracer(({ name }) => kept.push(name), 0);
  await none.run({ name: 'request', kind: 'server', parent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }, async () => {
    expect(none.headers().traceparent).toMatch(/^00-a{32}-[\da-f]{16}-00$/);
    expect(none.open({ name: 'below', kind: 'client', onlyBelow: true })).toBeUndefined();
  });
  expect(kept).toEqual([]);
});
