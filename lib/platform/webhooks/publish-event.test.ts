import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { createDatabase } from '@/db/client';
import { webhookDeliveries, webhookEndpoints, webhookEvents } from '@/db/schema/webhooks';
import { openTestDatabase } from '@/db/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, inTransaction, systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import type { WebhookEventData } from './event-data';
import { idWithoutContact, instantText, webhookOutbox } from './outbox.sql';
import { publishEvent } from './publish-event';
import { relayEvents } from './relay-events';
import { startWebhooks } from './start-webhooks';
import { deleteEndpoint, disableEndpoint } from './switch-endpoint';
import { deliveriesOf, makeEndpoint, saleData } from './testing';

const test = openTestDatabase({ max: 8 });
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const system = prepared(() => systemContext(test.db, 'test'));
afterEach(async () => {
  await test.db.delete(webhookDeliveries);
  await test.db.delete(webhookEvents);
  await test.db.delete(webhookEndpoints);
});

const publish = (ctx: Context = admin, integratorId?: number) =>
  publishEvent(ctx, { type: 'sale.succeeded', data: saleData, ...(integratorId ? { integratorId } : {}) });

describe('an event', () => {
  it('goes to every endpoint that asks for it', async () => {
    const first = await makeEndpoint(admin);
    const second = await makeEndpoint(admin, { eventTypes: ['codes.low', 'sale.succeeded'] });
    const other = await makeEndpoint(admin, { eventTypes: ['codes.low'] });
    await publish();
    expect(await relayEvents(system)).toBe(1);
    const [event, ...more] = await test.db.select().from(webhookEvents);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ type: 'sale.succeeded', data: saleData, id: expect.stringMatching(/^msg_/) });
    const made = [...(await deliveriesOf(test.db, first.id)), ...(await deliveriesOf(test.db, second.id))];
    expect(made).toMatchObject([{ eventId: event?.id, state: 'pending', attempts: 0 }, { eventId: event?.id }]);
    expect(await deliveriesOf(test.db, other.id)).toEqual([]);
  });

  it('leaves nothing when nobody listens', async () => {
    const off = await makeEndpoint(admin);
    const gone = await makeEndpoint(admin);
    await disableEndpoint(admin, off);
    await deleteEndpoint(admin, gone);
    await makeEndpoint(admin, { eventTypes: ['codes.low'] });
    await publish();
    expect(await test.db.$count(webhookEvents)).toBe(0);
  });

  it('is undone with the transaction that caused it', async () => {
    const { id } = await makeEndpoint(admin);
    const failing = inTransaction(admin, async (tx) => {
      await publish(tx);
      throw new Error('after all not');
    });
    await expect(failing).rejects.toThrow('after all not');
    expect(await relayEvents(system)).toBe(0);
    expect(await deliveriesOf(test.db, id)).toEqual([]);
  });

  it('of an integrator goes to endpoints of all and to those of this integrator alone', async () => {
    const [own, other] = await Promise.all([makeKeyContext(test.db, []), makeKeyContext(test.db, [])]);
    const ofAll = await makeEndpoint(admin);
    const theirs = await makeEndpoint(admin, { integratorId: own.actor.integratorId });
    const others = await makeEndpoint(admin, { integratorId: other.actor.integratorId });
    const counts = () =>
      Promise.all([ofAll, theirs, others].map(async ({ id }) => (await deliveriesOf(test.db, id)).length));
    await publish(own);
    await relayEvents(system);
    expect(await counts()).toEqual([1, 1, 0]);
    await publish(admin);
    await relayEvents(system);
    expect(await counts()).toEqual([2, 1, 0]);
    await publish(system, other.actor.integratorId);
    await relayEvents(system);
    expect(await counts()).toEqual([3, 1, 1]);
  });

  it.each(['pin', 'code', 'phone', 'email'])('never carries a field of its own making, such as %s', async (field) => {
    await makeEndpoint(admin);
    const data = { ...saleData, [field]: 'X7K3' } as WebhookEventData<'sale.succeeded'>;
    await expect(publishEvent(admin, { type: 'sale.succeeded', data })).rejects.toThrow(field);
    expect(await test.db.$count(webhookEvents)).toBe(0);
  });
});

/** As a hot statement embeds it: rows of a CTE, of which some are events. */
const embedded = `with taken as (
  select i as id, 1 as coupon_id, null::bigint as code_id, u as user_ref, now() as at, i % 2 = 0 as held
  from unnest($1::text[]) with ordinality as t (u, i)
), outbox as (${webhookOutbox({
  type: 'coupon.redeemed',
  from: 'taken t',
  where: 'not t.held or t.id > 2',
  integratorId: 'null::bigint',
  at: 't.at',
  data: {
    redemption_id: 't.id',
    coupon_id: 't.coupon_id',
    code_id: 't.code_id',
    user_id: idWithoutContact('t.user_ref'),
    tvod_price_id: 'null::bigint',
    subscription_id: 'null::text',
    redeemed_at: instantText('t.at'),
  },
})}) select count(*)::int as count from taken`;
const redeem = (users: string[]) => test.sql.unsafe<{ count: number }[]>(embedded, [users]);

describe('an event of an embedded statement', () => {
  it('is written for the rows that are meant and relayed to the endpoints that listen', async () => {
    const { id } = await makeEndpoint(admin, { eventTypes: ['coupon.redeemed'] });
    const count = await redeem(['user-1', 'user-2', 'user-3']);
    expect(count[0]).toEqual({ count: 3 });
    expect(await relayEvents(system)).toBe(2);
    const made = await deliveriesOf(test.db, id);
    expect(made).toHaveLength(2);
    expect(await relayEvents(system)).toBe(0);
  });

  it('is not written when nobody listens, and its rows are not even read', async () => {
    await makeEndpoint(admin);
    await redeem(['user-1']);
    expect(await test.db.$count(webhookEvents)).toBe(0);
    const plan = await test.sql.unsafe(`explain (analyze, costs off, timing off, summary off) ${embedded}`, [['a']]);
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toMatch(/CTE Scan on asked[\s\S]*CTE Scan on taken t_1 \(never executed\)/);
  });

  it('names a user by the platform’s id, and by nothing when that is a contact', async () => {
    await makeEndpoint(admin, { eventTypes: ['coupon.redeemed'] });
    const contacts = ['a@example.com', '+9779860848045', '9779860848045', '9860848045', '009779860848045'];
    const users = ['user-4411', '4411', '12345678901', ...contacts];
    for (const user of users) await redeem([user]);
    const rows = await test.db
      .select({ user: sql<string | null>`data->>'user_id'` })
      .from(webhookEvents)
      .orderBy(webhookEvents.createdAt);
    expect(rows.map((row) => row.user)).toEqual(['user-4411', '4411', '12345678901', null, null, null, null, null]);
  });

  it('is relayed once, by however many processes', async () => {
    const { id } = await makeEndpoint(admin, { eventTypes: ['coupon.redeemed'] });
    await redeem(Array.from({ length: 2401 }, (_, index) => `user-${index}`));
    const relayed = await Promise.all([1, 2, 3, 4].map(() => relayEvents(system)));
    expect(relayed.reduce((sum, count) => sum + count, 0)).toBe(2400);
    expect(await deliveriesOf(test.db, id)).toHaveLength(2400);
  });

  it('stays inside when it says more than its type does', async () => {
    const { id } = await makeEndpoint(admin);
    await test.db.insert(webhookEvents).values([
      { type: 'sale.succeeded', data: { ...saleData, pin: 'X7K3' } },
      { type: 'sale.unheard_of', data: {} },
      { type: 'sale.succeeded', data: saleData },
    ]);
    expect(await relayEvents(system)).toBe(3);
    expect(await deliveriesOf(test.db, id)).toHaveLength(1);
  });

  it('is relayed by itself while the relay runs, and the relay outlives a failure', async () => {
    const { id } = await makeEndpoint(admin, { eventTypes: ['coupon.redeemed'] });
    await test.sql`alter table webhook_deliveries rename to webhook_deliveries_gone`;
    const own = createDatabase(test.url, { max: 1, socket: process.env.DATABASE_SOCKET || undefined });
    const relay = startWebhooks(systemContext(own.db, 'test'), system, { everyMs: 5, resolve: async () => [] });
    await redeem(['user-1']);
    await test.sql`alter table webhook_deliveries_gone rename to webhook_deliveries`;
    await expect.poll(async () => (await deliveriesOf(test.db, id)).length).toBe(1);
    await relay.stop();
    await own.close();
    await redeem(['user-2']);
    expect(await test.db.$count(webhookEvents, sql`relayed_at is null`)).toBe(1);
  });
});
