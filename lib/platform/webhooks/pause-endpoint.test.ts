import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { webhookEndpoints } from '@/db/schema/webhooks';
import { getEndpoint } from './list-endpoints';
import { pruneWebhooks } from './prune-webhooks';
import { replayDelivery } from './replay-delivery';
import { sendTest } from './send-test';
import { deliveriesOf, provideSending, publicAddress } from './testing';
import { updateEndpointWith } from './update-endpoint';

const { world, pass } = provideSending();
const [minute, hour] = [60_000, 3_600_000];

/** An endpoint for which `count` messages wait. */
async function makeBacklog(count: number) {
  const made = await world.makeWaiting();
  for (let n = 1; n < count; n += 1) await world.publish();
  const states = async () => (await deliveriesOf(world.db, made.id)).map(({ state }) => state);
  const ids = async () => (await deliveriesOf(world.db, made.id)).map(({ eventId }) => eventId);
  return { ...made, states, ids };
}
const sentIds = () => world.receiver.requests.map(({ headers }) => headers['webhook-id']);

describe('an endpoint that refuses a message', () => {
  it('is paused, and gets its backlog in order once it is back', async () => {
    const backlog = await makeBacklog(5);
    world.receiver.answers(503);
    await world.attempt(backlog);
    await world.attempt(backlog);
    expect(world.receiver.requests).toHaveLength(1);
    const first = await deliveriesOf(world.db, backlog.id);
    expect(await getEndpoint(world.admin, backlog)).toMatchObject({
      state: 'failing',
      pausedUntil: first[0]?.nextAttemptAt,
    });
    world.receiver.answers(204);
    pass(4000);
    await world.attempt(backlog);
    expect(world.receiver.requests).toHaveLength(1);
    pass(3000);
    for (let n = 0; n < 2; n += 1) await world.attempt(backlog);
    expect(await backlog.states()).toEqual(Array(5).fill('delivered'));
    const ids = await backlog.ids();
    expect(sentIds()).toEqual([ids[0], ...ids]);
    expect(await getEndpoint(world.admin, backlog)).toMatchObject({ state: 'active', pausedUntil: null });
  });

  it('and takes the ones behind it goes on with them, and that message waits by itself', async () => {
    const backlog = await makeBacklog(6);
    const ids = await backlog.ids();
    world.receiver.fault({ kind: 'answer', status: 500 }, 2);
    await world.attempt(backlog);
    pass(7000);
    for (let n = 0; n < 2; n += 1) await world.attempt(backlog);
    expect(await backlog.states()).toEqual(['pending', ...Array(5).fill('delivered')]);
    expect(await getEndpoint(world.admin, backlog)).toMatchObject({ state: 'active', pausedUntil: null });
    pass(7 * minute);
    await world.attempt(backlog);
    expect(sentIds()).toEqual([ids[0], ids[0], ...ids.slice(1), ids[0]]);
    expect((await deliveriesOf(world.db, backlog.id))[0]).toMatchObject({ state: 'delivered', attempts: 3 });
  });

  it('and those behind it stays paused, and they lose no attempt', async () => {
    const backlog = await makeBacklog(6);
    world.receiver.answers(500);
    await world.attempt(backlog);
    pass(7000);
    await world.attempt(backlog);
    expect(world.receiver.requests).toHaveLength(1 + 4);
    const [head, ...others] = await deliveriesOf(world.db, backlog.id);
    expect(head).toMatchObject({ attempts: 2 });
    for (const other of others) expect(other).toMatchObject({ state: 'pending', attempts: 0 });
    expect(await getEndpoint(world.admin, backlog)).toMatchObject({ pausedUntil: head?.nextAttemptAt });
  });

  it('that does not answer at all is asked once at each time', async () => {
    const backlog = await makeBacklog(3);
    world.receiver.fault({ kind: 'cut-before' }, 9);
    await world.attempt(backlog);
    pass(7000);
    await world.attempt(backlog);
    expect(world.receiver.requests).toHaveLength(2);
  });
});

describe('a paused endpoint', () => {
  it('gets a test at once, and with one that it accepts everything that waits', async () => {
    const backlog = await makeBacklog(3);
    world.receiver.fault({ kind: 'cut-before' }, 2);
    await world.attempt(backlog);
    pass(7000);
    await world.attempt(backlog);
    const paused = await getEndpoint(world.admin, backlog);
    await sendTest(world.admin, backlog);
    await world.attempt(backlog);
    await world.attempt(backlog);
    expect(paused.pausedUntil?.getTime()).toBeGreaterThan(world.now().getTime());
    expect(await backlog.states()).toEqual(Array(4).fill('delivered'));
    const ids = await backlog.ids();
    expect(sentIds().slice(2)).toEqual([ids[3], ...ids.slice(0, 3)]);
  });

  it('stays paused after a test or a replay that it refuses', async () => {
    const backlog = await makeBacklog(3);
    world.receiver.answers(500);
    await world.attempt(backlog);
    const { pausedUntil } = await getEndpoint(world.admin, backlog);
    await sendTest(world.admin, backlog);
    await replayDelivery(world.admin, { deliveryId: (await deliveriesOf(world.db, backlog.id))[1]?.id ?? 0 });
    await world.attempt(backlog);
    expect(world.receiver.requests).toHaveLength(3);
    expect(await getEndpoint(world.admin, backlog)).toMatchObject({ pausedUntil });
  });

  it('that leads elsewhere now is paused no more, and what the old address does says nothing of it', async () => {
    const backlog = await makeBacklog(2);
    world.receiver.answers(500);
    const change = { id: backlog.id, eventTypes: ['sale.succeeded' as const], description: null };
    const update = (path: string) =>
      updateEndpointWith(publicAddress)(world.admin, { ...change, url: `${world.receiver.url}${path}` });
    await world.attempt(backlog);
    await update('/other');
    expect(await getEndpoint(world.admin, backlog)).toMatchObject({ state: 'active', pausedUntil: null });
  });

  it('is flagged after a day, once', async () => {
    const backlog = await makeBacklog(1);
    world.receiver.answers(500);
    const began = world.now().getTime();
    for (let n = 0; n < 8; n += 1) {
      await world.attempt(backlog);
      const [head] = await deliveriesOf(world.db, backlog.id);
      const { state } = await getEndpoint(world.admin, backlog);
      expect(state).toBe(world.now().getTime() - began >= 24 * hour ? 'flagged' : 'failing');
      if (head?.nextAttemptAt) world.setNow(head.nextAttemptAt);
    }
    const audit = await world.db
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.action, 'webhook.flagged'), eq(auditEvents.subjectId, backlog.id)));
    expect(audit).toHaveLength(1);
  });

  it('gives up what waited for as long as a message is tried, once it is flagged', async () => {
    const backlog = await makeBacklog(3);
    pass(91 * hour);
    await world.publish();
    await pruneWebhooks(world.system);
    expect(await backlog.states()).toEqual(Array(4).fill('pending'));
    const failing = { failingSince: world.now(), flaggedAt: world.now() };
    await world.db.update(webhookEndpoints).set(failing).where(eq(webhookEndpoints.id, backlog.id));
    await pruneWebhooks(world.system);
    expect(await backlog.states()).toEqual(['failed', 'failed', 'failed', 'pending']);
    expect((await deliveriesOf(world.db, backlog.id))[0]).toMatchObject({ lastError: 'endpoint_down', attempts: 0 });
  });
});
