import { eq } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { resetEnv } from '@/lib/core/env';
import { Conflict } from '@/lib/core/errors';
import { cancelOfEndpointsOff } from './due-deliveries.sql';
import { getEndpoint } from './list-endpoints';
import { replayDelivery } from './replay-delivery';
import { rotateSecret } from './rotate-secret';
import { createSender } from './send-due';
import { deleteEndpoint, disableEndpoint, enableEndpoint } from './switch-endpoint';
import { deliveriesOf, makeEndpoint, provideSending, saleData } from './testing';

const { world, pass } = provideSending();
const hour = 3_600_000;

describe('a message', () => {
  it('is signed as the Standard Webhooks say, and its library accepts it', async () => {
    const waiting = await world.makeWaiting();
    await world.attempt(waiting);
    const [request] = world.receiver.requests;
    const message = world.receiver.verify(request, waiting.secret);
    const { eventId, ...delivery } = await waiting.read();
    expect(message).toEqual({
      id: eventId,
      type: 'sale.succeeded',
      timestamp: world.now().toISOString(),
      livemode: true,
      data: saleData,
    });
    expect(request).toMatchObject({ method: 'POST', path: '/in' });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-timestamp': String(Math.floor(world.now().getTime() / 1000)),
    });
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 204, endedAt: world.now() });
    expect(() => world.receiver.verify(request, 'whsec_c29tZXRoaW5nIGVsc2U=')).toThrow('No matching signature');
    expect(() => world.receiver.verify({ ...request, body: '{}' } as typeof request, waiting.secret)).toThrow();
  });

  it('is not sent when the secret cannot be decrypted, and says so; with a new one it is', async () => {
    const waiting = await world.makeWaiting();
    await world.db
      .update(webhookEndpoints)
      .set({ secretSealed: Buffer.alloc(64) })
      .where(eq(webhookEndpoints.id, waiting.id));
    await world.attempt(waiting);
    expect(world.receiver.requests).toEqual([]);
    expect(await waiting.read()).toMatchObject({ state: 'cancelled', lastError: 'secret_unreadable' });
    const { secret } = await rotateSecret(world.admin, waiting);
    await world.publish();
    await world.attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'delivered' });
    expect(() => world.receiver.verify(world.receiver.requests[0], secret)).not.toThrow();
  });

  it('carries the old secret’s signature too for 24 hours after a rotation', async () => {
    const waiting = await world.makeWaiting();
    const { secret } = await rotateSecret(world.admin, waiting);
    await world.attempt(waiting);
    for (const either of [secret, waiting.secret]) world.receiver.verify(world.receiver.requests[0], either);
    pass(24 * hour + 1);
    await replayDelivery(world.admin, waiting);
    await world.attempt(waiting);
    const signatures = world.receiver.requests.map(
      ({ headers }) => String(headers['webhook-signature']).split(' ').length,
    );
    expect(signatures).toEqual([2, 1]);
  });

  it('is tried again until it is accepted, under one id, with a fresh signature', async () => {
    const waiting = await world.makeWaiting();
    world.receiver.fault({ kind: 'answer', status: 503, body: 'Later' });
    world.receiver.fault({ kind: 'cut-before' });
    await world.attempt(waiting);
    const first = await waiting.read();
    expect(first).toMatchObject({ state: 'pending', attempts: 1, lastStatus: 503, lastResponse: 'Later' });
    const wait = (first.nextAttemptAt?.getTime() ?? 0) - world.now().getTime();
    expect(wait).toBeGreaterThanOrEqual(5_000);
    expect(wait).toBeLessThanOrEqual(6_000);
    expect(await getEndpoint(world.admin, { id: waiting.id })).toMatchObject({
      state: 'failing',
      failingSince: world.now(),
    });
    pass(6_000);
    await world.attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'pending', lastError: 'connection_failed', lastStatus: null });
    pass(6 * 60_000);
    await world.attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'delivered', attempts: 3, lastError: null });
    const ids = new Set(world.receiver.requests.map(({ headers }) => headers['webhook-id']));
    const times = new Set(world.receiver.requests.map(({ headers }) => headers['webhook-timestamp']));
    const bodies = new Set(world.receiver.requests.map(({ body }) => body));
    expect([ids.size, times.size, bodies.size]).toEqual([1, 3, 1]);
    expect(await getEndpoint(world.admin, { id: waiting.id })).toMatchObject({ state: 'active', failingSince: null });
  });

  it('is given up after ten attempts in more than three days, and the endpoint is flagged', async () => {
    const waiting = await world.makeWaiting();
    world.receiver.answers(500);
    const began = world.now().getTime();
    for (let count = 1; count <= 10; count += 1) {
      await world.attempt(waiting);
      const { state, nextAttemptAt } = await waiting.read();
      expect(state).toBe(count < 10 ? 'pending' : 'failed');
      if (nextAttemptAt) world.setNow(nextAttemptAt);
    }
    expect(world.now().getTime() - began).toBeGreaterThan(75 * hour);
    expect(await getEndpoint(world.admin, { id: waiting.id })).toMatchObject({ state: 'flagged' });
    const audit = await world.db.select().from(auditEvents).where(eq(auditEvents.action, 'webhook.flagged'));
    expect(audit.filter((row) => row.subjectId === waiting.id)).toHaveLength(1);
    world.receiver.answers(200);
    await replayDelivery(world.admin, waiting);
    await world.attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'delivered', attempts: 11, attemptsBefore: 10 });
    expect(await getEndpoint(world.admin, { id: waiting.id })).toMatchObject({ state: 'active' });
  });

  it('answered by a redirect is not accepted', async () => {
    const waiting = await world.makeWaiting();
    world.receiver.answers(301);
    await world.attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'pending', lastStatus: 301, lastError: 'redirected' });
  });

  it('answered by 410 is the last: the endpoint is switched off', async () => {
    const waiting = await world.makeWaiting();
    world.receiver.answers(410);
    await world.attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'failed', lastStatus: 410, lastError: 'gone' });
    expect(await getEndpoint(world.admin, { id: waiting.id })).toMatchObject({ state: 'gone' });
    await world.publish();
    expect(await deliveriesOf(world.db, waiting.id)).toHaveLength(1);
    await expect(replayDelivery(world.admin, waiting)).rejects.toThrow(Conflict);
    await enableEndpoint(world.admin, waiting);
    world.receiver.answers(200);
    await replayDelivery(world.admin, waiting);
    await world.attempt(waiting);
    expect(await waiting.read()).toMatchObject({ state: 'delivered' });
  });

  it.each([disableEndpoint, deleteEndpoint])('is cancelled once its endpoint is off: %o', async (switchOff) => {
    const waiting = await world.makeWaiting();
    await switchOff(world.admin, waiting);
    await world.attempt(waiting);
    await cancelOfEndpointsOff(world.db, world.now().toISOString(), 10);
    expect(await waiting.read()).toMatchObject({ state: 'cancelled', attempts: 0, lastError: 'endpoint_off' });
    expect(world.receiver.requests).toHaveLength(0);
  });

  it('is recorded once when two processes send it', async () => {
    const waiting = await world.makeWaiting();
    world.receiver.answers(500);
    world.receiver.fault({ kind: 'delay', ms: 200 }, 2);
    await Promise.all([world.attempt(waiting), world.attempt(waiting)]);
    expect(world.receiver.requests).toHaveLength(2);
    expect(await waiting.read()).toMatchObject({ attempts: 1 });
  });

  it('counts no attempt when the process stops in the middle', async () => {
    const waiting = await world.makeWaiting();
    world.receiver.fault({ kind: 'hang' });
    const sender = createSender(world.system);
    await sender.begin(waiting.id);
    await expect.poll(() => world.receiver.requests.length).toBe(1);
    await sender.stop();
    expect(await waiting.read()).toMatchObject({ state: 'pending', attempts: 0 });
  });
});

describe('a private address', () => {
  it('that a name leads to only at the time of sending gets nothing', async () => {
    vi.stubEnv('WEBHOOK_ALLOW_PRIVATE', 'false');
    resetEnv();
    const url = `https://hooks.example.com:${new URL(world.receiver.url).port}`;
    const { id } = await makeEndpoint(world.admin, { url });
    await world.publish();
    await world.attempt({ id });
    expect(await world.lastOf(id)).toMatchObject({ state: 'pending', lastError: 'private_address', lastStatus: null });
    expect(world.receiver.requests).toHaveLength(0);
  });

  it('or a host that is not listed any more gets nothing', async () => {
    const waiting = await world.makeWaiting();
    vi.stubEnv('WEBHOOK_HOSTS', 'other.example.com');
    resetEnv();
    await world.attempt(waiting);
    expect(await waiting.read()).toMatchObject({ lastError: 'host_not_listed' });
    expect(world.receiver.requests).toHaveLength(0);
  });

  it('saved while it was allowed gets nothing once it is not', async () => {
    const waiting = await world.makeWaiting();
    vi.stubEnv('WEBHOOK_ALLOW_PRIVATE', 'false');
    resetEnv();
    await world.attempt(waiting);
    expect(await waiting.read()).toMatchObject({ lastError: 'not_https' });
    expect(world.receiver.requests).toHaveLength(0);
  });
});
