import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { webhookEvents } from '@/db/schema/webhooks';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { startJobs, stopJobs } from '@/lib/worker/start-jobs';
import { startWebhookReceiver } from '@/test/fakes/webhook-receiver';
import { prepared } from '@/test/prepared';
import { listWebhookDeliveries } from './list-webhook-deliveries';
import { deleteOldMessages } from './prune-webhooks';
import { publishEvent } from './publish-event';
import { relayEvents } from './relay-events';
import { deleteEndpoint } from './switch-endpoint';
import { deliveriesOf, makeEndpoint, saleData } from './testing';

const test = openTestDatabase();
const quick = prepared(startWebhookReceiver);
const stuck = prepared(startWebhookReceiver);
const admin = prepared(() => makeUserContext(test.db, 'admin'));

beforeEach(() => {
  vi.stubEnv('WEBHOOK_ALLOW_PRIVATE', 'true');
  resetEnv();
});
afterEach(async () => {
  await stopJobs({ waitMs: 1_000 });
  vi.unstubAllEnvs();
  resetEnv();
});

const publish = () => publishEvent(admin, { type: 'sale.succeeded', data: saleData });

it('sends what is published and what a statement wrote, with nobody asking', async () => {
  const { id, secret } = await makeEndpoint(admin, { url: quick.url });
  await publish();
  await test.db.insert(webhookEvents).values({ type: 'sale.succeeded', data: saleData });
  await startJobs();
  await expect.poll(() => quick.requests.length).toBe(2);
  for (const request of quick.requests) expect(quick.verify(request, secret)).toMatchObject({ data: saleData });
  await expect
    .poll(async () => (await deliveriesOf(test.db, id)).map((delivery) => delivery.state))
    .toEqual(['delivered', 'delivered']);
  await deleteEndpoint(admin, { id });
});

it('keeps sending to one endpoint while another does not answer', async () => {
  const slow = await makeEndpoint(admin, { url: stuck.url });
  stuck.fault({ kind: 'hang' }, 100);
  for (let count = 0; count < 20; count += 1) await publish();
  await relayEvents(systemContext(test.db, 'test'));
  await makeEndpoint(admin, { url: quick.url });
  quick.requests.length = 0;
  await startJobs();
  await expect.poll(() => stuck.requests.length).toBe(1);
  await publish();
  await expect.poll(() => quick.requests.length).toBe(1);
  expect(stuck.requests).toHaveLength(1);
  await deleteEndpoint(admin, slow);
});

it('is deleted with its attempts once it is old, but not while it waits', async () => {
  const day = 24 * 3600_000;
  const at = (days: number) => ({ ...admin, now: () => new Date(Date.now() - days * day) });
  const { id } = await makeEndpoint(admin, { url: quick.url });
  for (const days of [32, 31, 29, 0]) await publishEvent(at(days), { type: 'sale.succeeded', data: saleData });
  await relayEvents(systemContext(test.db, 'test'));
  await test.sql`update webhook_deliveries d set state = 'failed', ended_at = now(), next_attempt_at = null
    from webhook_events v where v.id = d.event_id and v.created_at between now() - interval '31.5 days' and now() - interval '30 days'`;
  await deleteOldMessages(test.db, new Date(Date.now() - 30 * day));
  const { rows } = await listWebhookDeliveries(admin, { endpointId: id });
  expect(rows.map(({ happenedAt }) => Math.round((Date.now() - happenedAt.getTime()) / day))).toEqual([0, 29, 32]);
});
