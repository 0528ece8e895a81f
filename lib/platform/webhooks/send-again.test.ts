import { describe, expect, it } from 'vitest';
import { Conflict, RateLimited } from '@/lib/core/errors';
import { getEndpoint } from './list-endpoints';
import { getWebhookDelivery, listWebhookDeliveries } from './list-webhook-deliveries';
import { replayDelivery } from './replay-delivery';
import { replayFailed } from './replay-failed';
import { sendTest } from './send-test';
import { disableEndpoint, enableEndpoint } from './switch-endpoint';
import { deliveriesOf, makeEndpoint, provideSending } from './testing';

const { world, pass } = provideSending();
const hour = 3_600_000;

describe('a test', () => {
  it('is sent to an endpoint whatever it asks for, once, and says nothing of its record', async () => {
    const made = await makeEndpoint(world.admin, { url: world.receiver.url, eventTypes: ['codes.low'] });
    world.receiver.answers(500, 'Out of order');
    await sendTest(world.admin, made);
    await world.attempt(made);
    expect(await world.lastOf(made.id)).toMatchObject({ state: 'failed', attempts: 1, lastResponse: 'Out of order' });
    expect(world.receiver.verify(world.receiver.requests[0], made.secret)).toMatchObject({ type: 'webhook.test' });
    expect(await getEndpoint(world.admin, { id: made.id })).toMatchObject({ state: 'active' });
  });

  it('is limited, and refused while the endpoint is off', async () => {
    const made = await makeEndpoint(world.admin, { url: world.receiver.url });
    for (let count = 0; count < 10; count += 1) await sendTest(world.admin, made);
    await expect(sendTest(world.admin, made)).rejects.toThrow(RateLimited);
    const off = await makeEndpoint(world.admin, { url: world.receiver.url });
    await disableEndpoint(world.admin, off);
    await expect(sendTest(world.admin, off)).rejects.toThrow(Conflict);
  });
});

describe('a replay', () => {
  it('sends a delivered one again, under the same id', async () => {
    const waiting = await world.makeWaiting();
    await world.attempt(waiting);
    await replayDelivery(world.admin, waiting);
    await replayDelivery(world.admin, waiting);
    await world.attempt(waiting);
    await world.attempt(waiting);
    const [first, second] = world.receiver.requests.map((request) => world.receiver.verify(request, waiting.secret));
    expect(second).toEqual(first);
  });

  it('brings one that waits for its time forward, and then it is done', async () => {
    const waiting = await world.makeWaiting();
    world.receiver.fault({ kind: 'answer', status: 500 });
    await world.attempt(waiting);
    await replayDelivery(world.admin, waiting);
    await world.attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'delivered', attempts: 2 });
    pass(hour);
    await world.attempt(waiting);
    expect(world.receiver.requests).toHaveLength(2);
  });

  it('of all that failed since then leaves out what was delivered, what is older, tests and other endpoints', async () => {
    const other = await world.makeWaiting();
    const { id } = await makeEndpoint(world.admin, { url: world.receiver.url });
    const failed: number[] = [];
    for (const status of [410, 204, 410]) {
      await world.publish();
      const { id: deliveryId } = await world.lastOf(id);
      world.receiver.answers(status);
      await world.attempt({ id });
      if (status === 410) failed.push(deliveryId);
      await enableEndpoint(world.admin, { id });
      pass(hour);
    }
    world.receiver.answers(500);
    await sendTest(world.admin, { id });
    await world.attempt({ id });
    const since = (ms: number) => ({ endpointId: id, since: new Date(world.now().getTime() - ms).toISOString() });
    expect(await replayFailed(world.admin, since(90 * 60_000))).toEqual({ replayed: 1, more: false });
    expect(await replayFailed(world.admin, since(9 * hour))).toEqual({ replayed: 1, more: false });
    expect(await replayFailed(world.admin, since(9 * hour))).toEqual({ replayed: 0, more: false });
    const pending = (await deliveriesOf(world.db, id)).filter((row) => row.state === 'pending').map((row) => row.id);
    expect(pending).toEqual(failed);
    expect(await other.read()).toMatchObject({ attempts: 0 });
  });
});

it('lists deliveries by state and event, in pages, and one with what was sent and answered', async () => {
  const { id } = await makeEndpoint(world.admin, { url: world.receiver.url });
  world.receiver.answers(202, 'Taken');
  await world.publish();
  await world.attempt({ id });
  for (let count = 0; count < 2; count += 1) await world.publish();
  const made = await deliveriesOf(world.db, id);
  const list = (input: object) => listWebhookDeliveries(world.admin, { endpointId: id, ...input });
  const idsOf = (page: Awaited<ReturnType<typeof list>>) => page.rows.map((row) => row.id);
  const [oldest, middle, newest] = made.map((row) => row.id);
  const first = await list({ perPage: 2 });
  expect(idsOf(first)).toEqual([newest, middle]);
  expect(idsOf(await list({ perPage: 2, after: first.next ?? '' }))).toEqual([oldest]);
  expect(idsOf(await list({ state: 'delivered' }))).toEqual([oldest]);
  expect(idsOf(await list({ eventType: 'codes.low' }))).toEqual([]);
  const details = await getWebhookDelivery(world.admin, { deliveryId: oldest ?? 0 });
  expect(details).toMatchObject({ lastStatus: 202, lastResponse: 'Taken', body: world.receiver.requests[0]?.body });
  expect(await getEndpoint(world.admin, { id })).toMatchObject({ lastAttemptAt: expect.any(Date) });
});
