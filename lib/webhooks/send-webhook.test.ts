import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { startWebhookReceiver, type WebhookReceiver } from '@/e2e/stand-ins/webhook-receiver';
import { makeUserContext } from '@/lib/auth/testing';
import { type Context, systemContext, type UserActor } from '@/lib/context';
import { resetEnv } from '@/lib/env';
import { Conflict, RateLimited } from '@/lib/errors';
import { getWebhookDelivery, listWebhookDeliveries } from './list-deliveries';
import { getEndpoint } from './list-endpoints';
import { publishEvent } from './publish-event';
import { replayDelivery } from './replay-delivery';
import { replayFailed } from './replay-failed';
import { rotateSecret } from './rotate-secret';
import { sendTest } from './send-test';
import { sendWebhook } from './send-webhook';
import { deleteEndpoint, disableEndpoint, enableEndpoint } from './switch-endpoint';
import { deliveriesOf, loopback, makeEndpoint, saleData } from './testing';

let test: TestDatabase;
let receiver: WebhookReceiver;
let admin: Context<UserActor>;
let now = new Date();
const clock = () => now;
const pass = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const hour = 3_600_000;

beforeAll(async () => {
  [test, receiver] = await Promise.all([createTestDatabase(), startWebhookReceiver()]);
  admin = await makeUserContext(test.db, 'admin', clock);
});
afterAll(() => Promise.all([test.close(), receiver.close()]));

beforeEach(() => {
  now = new Date();
  vi.stubEnv('WEBHOOK_ALLOW_PRIVATE', 'true');
  resetEnv();
});
afterEach(() => {
  receiver.clearFaults();
  receiver.answers(204);
  receiver.requests.length = 0;
  vi.unstubAllEnvs();
  resetEnv();
});

const publish = () => publishEvent(admin, { type: 'sale.succeeded', data: saleData });

async function lastOf(endpointId: number) {
  const delivery = (await deliveriesOf(test.db, endpointId)).at(-1);
  if (!delivery) throw new Error('nothing was made for it');
  return delivery;
}

/** An endpoint at the receiver and one message that waits for it. */
async function makeWaiting() {
  const made = await makeEndpoint(admin, { url: `${receiver.url}/in` });
  await publish();
  const { id: deliveryId } = await lastOf(made.id);
  return { ...made, deliveryId, read: () => lastOf(made.id) };
}

/** Runs the job that is due, as the worker would. */
async function attempt({ deliveryId, id }: { deliveryId: number; id: number }, resolve = loopback): Promise<void> {
  const { attempts } = await lastOf(id);
  const data = { deliveryId, endpointId: id, attempt: attempts + 1 };
  await sendWebhook({ ...systemContext(test.db, 'test'), now: clock }, data, undefined, { resolve });
}

async function jobsOf(deliveryId: number) {
  const rows = await test.sql<{ attempt: number; start: string }[]>`
    select (data->>'attempt')::int as attempt, start_after as start from pgboss.job
    where name = 'send-webhook' and (data->>'deliveryId')::int = ${deliveryId} order by 1`;
  return [...rows];
}

describe('a message', () => {
  it('is signed as the Standard Webhooks say, and its library takes it', async () => {
    const waiting = await makeWaiting();
    await attempt(waiting);
    const [request] = receiver.requests;
    const message = receiver.verify(request, waiting.secret);
    const { eventId, ...delivery } = await waiting.read();
    expect(message).toEqual({ id: eventId, type: 'sale.succeeded', timestamp: now.toISOString(), data: saleData });
    expect(request).toMatchObject({ method: 'POST', path: '/in' });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    });
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 204, endedAt: now });
    expect(() => receiver.verify(request, 'whsec_c29tZXRoaW5nIGVsc2U=')).toThrow('No matching signature');
    expect(() => receiver.verify({ ...request, body: '{}' } as typeof request, waiting.secret)).toThrow();
  });

  it('carries the old secret’s signature too for 24 hours after a rotation', async () => {
    const waiting = await makeWaiting();
    const { secret } = await rotateSecret(admin, waiting);
    await attempt(waiting);
    for (const either of [secret, waiting.secret]) receiver.verify(receiver.requests[0], either);
    pass(24 * hour + 1);
    await replayDelivery(admin, waiting);
    await attempt(waiting);
    const signatures = receiver.requests.map(({ headers }) => String(headers['webhook-signature']).split(' ').length);
    expect(signatures).toEqual([2, 1]);
  });

  it('is tried again until it is taken, under one id, with a fresh signature', async () => {
    const waiting = await makeWaiting();
    receiver.fault({ kind: 'answer', status: 503, body: 'Later' });
    receiver.fault({ kind: 'cut-before' });
    await attempt(waiting);
    const first = await waiting.read();
    expect(first).toMatchObject({ state: 'pending', attempts: 1, lastStatus: 503, lastResponse: 'Later' });
    const wait = (first.nextAttemptAt?.getTime() ?? 0) - now.getTime();
    expect(wait).toBeGreaterThanOrEqual(5_000);
    expect(wait).toBeLessThanOrEqual(6_000);
    const second = (await jobsOf(waiting.deliveryId)).find((job) => job.attempt === 2);
    expect(new Date(second?.start ?? 0)).toEqual(first.nextAttemptAt);
    expect(await getEndpoint(admin, waiting.id)).toMatchObject({ state: 'failing', failingSince: now });
    pass(6_000);
    await attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'pending', lastError: 'connection_failed', lastStatus: null });
    pass(6 * 60_000);
    await attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'delivered', attempts: 3, lastError: null });
    const ids = new Set(receiver.requests.map(({ headers }) => headers['webhook-id']));
    const times = new Set(receiver.requests.map(({ headers }) => headers['webhook-timestamp']));
    const bodies = new Set(receiver.requests.map(({ body }) => body));
    expect([ids.size, times.size, bodies.size]).toEqual([1, 3, 1]);
    expect(await getEndpoint(admin, waiting.id)).toMatchObject({ state: 'active', failingSince: null });
  });

  it('is given up after ten attempts in more than three days, and the endpoint is flagged', async () => {
    const waiting = await makeWaiting();
    receiver.answers(500);
    const began = now.getTime();
    for (let count = 1; count <= 10; count += 1) {
      await attempt(waiting);
      const { state, nextAttemptAt } = await waiting.read();
      expect(state).toBe(count < 10 ? 'pending' : 'failed');
      now = nextAttemptAt ?? now;
    }
    expect(now.getTime() - began).toBeGreaterThan(75 * hour);
    expect(await getEndpoint(admin, waiting.id)).toMatchObject({ state: 'flagged' });
    const audit = await test.db.select().from(auditEvents).where(eq(auditEvents.action, 'webhook.flagged'));
    expect(audit.filter((row) => row.subjectId === waiting.id)).toHaveLength(1);
    receiver.answers(200);
    await replayDelivery(admin, waiting);
    await attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'delivered', attempts: 11, attemptsBefore: 10 });
    expect(await getEndpoint(admin, waiting.id)).toMatchObject({ state: 'active' });
  });

  it('answered by a redirect is not taken', async () => {
    const waiting = await makeWaiting();
    receiver.answers(301);
    await attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'pending', lastStatus: 301, lastError: 'redirected' });
  });

  it('answered by 410 is the last: the endpoint is switched off', async () => {
    const waiting = await makeWaiting();
    receiver.answers(410);
    await attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'failed', lastStatus: 410, lastError: 'gone' });
    expect(await getEndpoint(admin, waiting.id)).toMatchObject({ state: 'gone' });
    await publish();
    expect(await deliveriesOf(test.db, waiting.id)).toHaveLength(1);
    await expect(replayDelivery(admin, waiting)).rejects.toThrow(Conflict);
    await enableEndpoint(admin, waiting);
    receiver.answers(200);
    await replayDelivery(admin, waiting);
    await attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'delivered' });
  });

  it.each([disableEndpoint, deleteEndpoint])('is cancelled once its endpoint is off: %o', async (switchOff) => {
    const waiting = await makeWaiting();
    await switchOff(admin, waiting);
    await attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'cancelled', attempts: 0, lastError: 'endpoint_off' });
    expect(receiver.requests).toHaveLength(0);
  });

  it('is not sent again by a job that runs twice, or late', async () => {
    const waiting = await makeWaiting();
    const job = { deliveryId: waiting.deliveryId, endpointId: waiting.id, attempt: 1 };
    const ctx = systemContext(test.db, 'test');
    await sendWebhook(ctx, job);
    await sendWebhook(ctx, job);
    await sendWebhook(ctx, { ...job, attempt: 2 });
    await sendWebhook(ctx, { ...job, deliveryId: 999_999 });
    expect(receiver.requests).toHaveLength(1);
  });

  it('is recorded once when two runs of its job meet', async () => {
    const waiting = await makeWaiting();
    receiver.answers(500);
    const job = { deliveryId: waiting.deliveryId, endpointId: waiting.id, attempt: 1 };
    await Promise.all([1, 2].map(() => sendWebhook(systemContext(test.db, 'test'), job)));
    expect(await waiting.read()).toMatchObject({ attempts: 1 });
    expect((await jobsOf(waiting.deliveryId)).map((job) => job.attempt)).toEqual([1, 2]);
  });

  it('counts no attempt when the process stops in the middle', async () => {
    const waiting = await makeWaiting();
    receiver.fault({ kind: 'hang' });
    const stopping = new AbortController();
    const job = { deliveryId: waiting.deliveryId, endpointId: waiting.id, attempt: 1 };
    const run = sendWebhook(systemContext(test.db, 'test'), job, stopping.signal);
    await expect.poll(() => receiver.requests.length).toBe(1);
    stopping.abort();
    await expect(run).rejects.toThrow();
    expect(await waiting.read()).toMatchObject({ state: 'pending', attempts: 0 });
  });
});

describe('a private address', () => {
  it('that a name leads to only at the time of sending gets nothing', async () => {
    vi.stubEnv('WEBHOOK_ALLOW_PRIVATE', 'false');
    resetEnv();
    const url = `https://hooks.example.com:${new URL(receiver.url).port}`;
    const { id } = await makeEndpoint(admin, { url });
    await publish();
    const { id: deliveryId } = await lastOf(id);
    await attempt({ id, deliveryId });
    expect(await lastOf(id)).toMatchObject({ state: 'pending', lastError: 'private_address', lastStatus: null });
    expect(receiver.requests).toHaveLength(0);
  });

  it('saved while it was allowed gets nothing once it is not', async () => {
    const waiting = await makeWaiting();
    vi.stubEnv('WEBHOOK_ALLOW_PRIVATE', 'false');
    resetEnv();
    await attempt(waiting);
    expect(await waiting.read()).toMatchObject({ lastError: 'not_https' });
    expect(receiver.requests).toHaveLength(0);
  });
});

describe('a test', () => {
  it('is sent to an endpoint whatever it asks for, once, and says nothing of its record', async () => {
    const made = await makeEndpoint(admin, { url: receiver.url, eventTypes: ['codes.low'] });
    receiver.answers(500, 'Out of order');
    const { deliveryId } = await sendTest(admin, made);
    await attempt({ id: made.id, deliveryId });
    expect(await lastOf(made.id)).toMatchObject({ state: 'failed', attempts: 1, lastResponse: 'Out of order' });
    expect(receiver.verify(receiver.requests[0], made.secret)).toMatchObject({ type: 'webhook.test' });
    expect(await getEndpoint(admin, made.id)).toMatchObject({ state: 'active' });
  });

  it('is limited, and refused while the endpoint is off', async () => {
    const made = await makeEndpoint(admin, { url: receiver.url });
    for (let count = 0; count < 10; count += 1) await sendTest(admin, made);
    await expect(sendTest(admin, made)).rejects.toThrow(RateLimited);
    const off = await makeEndpoint(admin, { url: receiver.url });
    await disableEndpoint(admin, off);
    await expect(sendTest(admin, off)).rejects.toThrow(Conflict);
  });
});

describe('a replay', () => {
  it('sends one that was taken again, under the same id', async () => {
    const waiting = await makeWaiting();
    await attempt(waiting);
    await replayDelivery(admin, waiting);
    await replayDelivery(admin, waiting);
    expect((await jobsOf(waiting.deliveryId)).map((job) => job.attempt)).toEqual([1, 2]);
    await attempt(waiting);
    const [first, second] = receiver.requests.map((request) => receiver.verify(request, waiting.secret));
    expect(second).toEqual(first);
  });

  it('brings one that waits for its time forward; its later job does nothing', async () => {
    const waiting = await makeWaiting();
    receiver.fault({ kind: 'answer', status: 500 });
    await attempt(waiting);
    await replayDelivery(admin, waiting);
    await attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'delivered', attempts: 2 });
    const late = { deliveryId: waiting.deliveryId, endpointId: waiting.id, attempt: 2 };
    await sendWebhook(systemContext(test.db, 'test'), late);
    expect(receiver.requests).toHaveLength(2);
  });

  it('of all that failed since then leaves out what was taken, what is older, tests and other endpoints', async () => {
    const other = await makeWaiting();
    const { id } = await makeEndpoint(admin, { url: receiver.url });
    const failed: number[] = [];
    for (const status of [410, 204, 410]) {
      await publish();
      const { id: deliveryId } = await lastOf(id);
      receiver.answers(status);
      await attempt({ id, deliveryId });
      if (status === 410) failed.push(deliveryId);
      await enableEndpoint(admin, { id });
      pass(hour);
    }
    receiver.answers(500);
    const { deliveryId: testId } = await sendTest(admin, { id });
    await attempt({ id, deliveryId: testId });
    const since = (ms: number) => ({ endpointId: id, since: new Date(now.getTime() - ms).toISOString() });
    expect(await replayFailed(admin, since(90 * 60_000))).toEqual({ replayed: 1, more: false });
    expect(await replayFailed(admin, since(9 * hour))).toEqual({ replayed: 1, more: false });
    expect(await replayFailed(admin, since(9 * hour))).toEqual({ replayed: 0, more: false });
    const pending = (await deliveriesOf(test.db, id)).filter((row) => row.state === 'pending').map((row) => row.id);
    expect(pending).toEqual(failed);
    expect(await other.read()).toMatchObject({ attempts: 0 });
  });
});

it('lists deliveries by state and event, in pages, and one with what was sent and answered', async () => {
  const { id } = await makeEndpoint(admin, { url: receiver.url });
  receiver.answers(202, 'Taken');
  for (let count = 0; count < 3; count += 1) await publish();
  const made = await deliveriesOf(test.db, id);
  const job = { deliveryId: made[0]?.id ?? 0, endpointId: id, attempt: 1 };
  await sendWebhook(systemContext(test.db, 'test'), job);
  const list = (input: object) => listWebhookDeliveries(admin, { endpointId: id, ...input });
  const idsOf = (page: Awaited<ReturnType<typeof list>>) => page.rows.map((row) => row.id);
  const [oldest, middle, newest] = made.map((row) => row.id);
  const first = await list({ perPage: 2 });
  expect(idsOf(first)).toEqual([newest, middle]);
  expect(idsOf(await list({ perPage: 2, after: first.next ?? '' }))).toEqual([oldest]);
  expect(idsOf(await list({ state: 'delivered' }))).toEqual([oldest]);
  expect(idsOf(await list({ eventType: 'codes.low' }))).toEqual([]);
  const details = await getWebhookDelivery(admin, { deliveryId: oldest ?? 0 });
  expect(details).toMatchObject({ lastStatus: 202, lastResponse: 'Taken', body: receiver.requests[0]?.body });
  expect(await getEndpoint(admin, id)).toMatchObject({ lastAttemptAt: expect.any(Date) });
});
