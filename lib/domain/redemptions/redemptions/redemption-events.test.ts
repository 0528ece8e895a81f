import { beforeEach, describe, expect, it } from 'vitest';
import { webhookEndpoints, webhookEvents } from '@/db/schema/webhooks';
import { openTestDatabase } from '@/db/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { getWebhookDelivery } from '@/lib/platform/webhooks/list-webhook-deliveries';
import { relayEvents } from '@/lib/platform/webhooks/relay-events';
import { deliveriesOf, makeEndpoint } from '@/lib/platform/webhooks/testing';
import { prepared } from '@/test/prepared';
import { confirmRedemption } from './confirm-redemption';
import { expireHolds } from './expire-holds';
import { redeem } from './redeem';
import { rollBackRedemption } from './roll-back-redemption';
import { makeCode, makeCoupon, makePrice } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const ctx = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], () => now));
let now: Date;
let endpointId: number;
const eventTypes = ['coupon.redeemed' as const, 'coupon.rolled_back' as const, 'coupon.exhausted' as const];

beforeEach(async () => {
  now = new Date('2026-11-03T06:15:00Z');
  await test.db.execute('truncate webhook_endpoints, webhook_events cascade');
  endpointId = (await makeEndpoint(admin, { eventTypes })).id;
});

/** The messages an endpoint is sent, the oldest first. */
async function sent(endpoint = endpointId) {
  await relayEvents(systemContext(test.db, 'test'));
  const rows = await deliveriesOf(test.db, endpoint);
  const shown = await Promise.all(rows.map((row) => getWebhookDelivery(admin, { deliveryId: row.id })));
  return shown.map(
    ({ body }) => JSON.parse(body) as { type: string; timestamp: string; data: Record<string, unknown> },
  );
}
const types = async (endpoint?: number) => (await sent(endpoint)).map(({ type }) => type);

describe('the events of a redemption', () => {
  it('is what was taken, by numbers and the platform’s own ids, and when it was given back', async () => {
    const coupon = await makeCoupon(test.db);
    const price = await makePrice(test.db, coupon.id);
    const { code, id: codeId } = await makeCode(test.db, coupon.id);
    const taken = { code, user: { id: 'u-7' }, tvod_price_id: price.id, subscription_id: 'sub-9' };
    const { id } = await redeem(ctx, taken);
    now = new Date('2026-11-03T06:16:00Z');
    await rollBackRedemption(ctx, { id, reason: 'Payment failed' });
    const data = {
      redemption_id: id,
      coupon_id: coupon.id,
      code_id: codeId,
      user_id: 'u-7',
      tvod_price_id: price.id,
      subscription_id: 'sub-9',
    };
    const messages = await sent();
    expect(messages).toEqual([
      {
        type: 'coupon.redeemed',
        livemode: true,
        timestamp: '2026-11-03T06:15:00.000Z',
        data: { ...data, redeemed_at: '2026-11-03T06:15:00.000Z' },
      },
      {
        type: 'coupon.rolled_back',
        livemode: true,
        timestamp: '2026-11-03T06:16:00.000Z',
        data: { ...data, rolled_back_at: '2026-11-03T06:16:00.000Z' },
      },
    ]);
    const text = JSON.stringify(messages);
    for (const secret of [code, code.replaceAll('-', ''), code.slice(-4)]) expect(text).not.toContain(secret);
  });

  it('leaves out ids that are somebody’s address or number', async () => {
    const coupon = await makeCoupon(test.db);
    await redeem(ctx, { code: coupon.code, user: { id: 'sita@example.com' }, subscription_id: '9860848045' });
    expect(await sent()).toMatchObject([{ data: { user_id: null, subscription_id: null, code_id: null } }]);
  });

  it('of a hold begins when it is confirmed, and says nothing when it is not', async () => {
    const coupon = await makeCoupon(test.db);
    const hold = (id: string) => redeem(ctx, { code: coupon.code, user: { id }, hold_seconds: 60 });
    const [kept, left, late] = [await hold('a'), await hold('b'), await hold('c')];
    await rollBackRedemption(ctx, { id: left.id, reason: 'left the page' });
    expect(await sent()).toEqual([]);
    now = new Date('2026-11-03T06:15:30Z');
    await confirmRedemption(ctx, { id: kept.id });
    await confirmRedemption(ctx, { id: kept.id });
    now = new Date('2026-11-03T06:17:00Z');
    await expect(confirmRedemption(ctx, { id: late.id })).rejects.toMatchObject({ reason: 'hold_lapsed' });
    expect(await sent()).toMatchObject([
      { type: 'coupon.redeemed', data: { redemption_id: kept.id, redeemed_at: '2026-11-03T06:15:30.000Z' } },
    ]);
  });

  it('is not said of what was refused, repeated or rolled back before', async () => {
    const coupon = await makeCoupon(test.db, { uniqueRedemption: true });
    const input = { code: coupon.code, user: { id: 'u' }, idempotencyKey: 'once' };
    const { id } = await redeem(ctx, input);
    await redeem(ctx, input);
    await expect(redeem(ctx, { code: coupon.code, user: { id: 'u' } })).rejects.toThrow();
    now = new Date('2026-11-03T06:16:00Z');
    await rollBackRedemption(ctx, { id, reason: 'a' });
    await expect(rollBackRedemption(ctx, { id, reason: 'b' })).rejects.toThrow();
    expect(await types()).toEqual(['coupon.redeemed', 'coupon.rolled_back']);
  });

  it('goes to an integrator’s own endpoint when it is its own', async () => {
    const coupon = await makeCoupon(test.db);
    const other = await makeKeyContext(test.db, ['redemptions:write']);
    const own = await makeEndpoint(admin, { eventTypes, integratorId: ctx.actor.integratorId });
    const { id } = await redeem(ctx, { code: coupon.code, user: { id: 'a' } });
    await redeem(other, { code: coupon.code, user: { id: 'b' } });
    expect((await sent(own.id)).map(({ data }) => data.redemption_id)).toEqual([id]);
    expect(await types()).toHaveLength(2);
  });

  it('is not kept when nobody listens', async () => {
    await test.db.delete(webhookEndpoints);
    const coupon = await makeCoupon(test.db, { maxRedemptions: 1 });
    const { id } = await redeem(ctx, { code: coupon.code, user: { id: 'a' } });
    await rollBackRedemption(ctx, { id, reason: 'a' });
    expect(await test.db.$count(webhookEvents)).toBe(0);
  });
});

describe('the events of a hold', () => {
  const ofHolds = ['redemption.held' as const, 'redemption.lapsed' as const, 'redemption.rolled_back' as const];
  let own: number;
  beforeEach(async () => {
    own = (await makeEndpoint(admin, { eventTypes: ofHolds, integratorId: ctx.actor.integratorId })).id;
  });
  const sentToOwn = async () =>
    (await sent(own)).map(({ type, data }) => [type, data.redemption_id, data.state_before]);

  it('are that it is held, and how it ended, once each and to its own integrator', async () => {
    const other = await makeKeyContext(test.db, ['redemptions:write'], () => now);
    const coupon = await makeCoupon(test.db);
    const hold = (id: string, by = ctx) => redeem(by, { code: coupon.code, user: { id }, hold_seconds: 60 });
    const [kept, left, late] = [await hold('a'), await hold('b'), await hold('c')];
    await hold('d', other);
    await confirmRedemption(ctx, { id: kept.id });
    await rollBackRedemption(ctx, { id: left.id, reason: 'left the page' });
    await rollBackRedemption(ctx, { id: kept.id, reason: 'refused' });
    now = new Date('2026-11-03T06:17:00Z');
    const system = { ...systemContext(test.db, 'test'), now: () => now };
    await Promise.all([expireHolds(system), expireHolds(system)]);
    const ofThese = (await sentToOwn()).filter(([, id]) => Number(id) >= kept.id);
    expect(ofThese).toEqual([
      ['redemption.held', kept.id, undefined],
      ['redemption.held', left.id, undefined],
      ['redemption.held', late.id, undefined],
      ['redemption.rolled_back', left.id, 'held'],
      ['redemption.rolled_back', kept.id, 'redeemed'],
      ['redemption.lapsed', late.id, undefined],
    ]);
    expect((await sent(own)).at(-1)).toMatchObject({
      timestamp: '2026-11-03T06:16:00.000Z',
      data: { user_id: 'c', lapsed_at: '2026-11-03T06:16:00.000Z' },
    });
  });

  it('are the same for one that the next redemption of its coupon finds over', async () => {
    const coupon = await makeCoupon(test.db, { maxRedemptions: 1 });
    const { id } = await redeem(ctx, { code: coupon.code, user: { id: 'a' }, hold_seconds: 60 });
    now = new Date('2026-11-03T06:17:00Z');
    await redeem(ctx, { code: coupon.code, user: { id: 'b' } });
    await expireHolds({ ...systemContext(test.db, 'test'), now: () => now });
    expect(await sentToOwn()).toEqual([
      ['redemption.held', id, undefined],
      ['redemption.lapsed', id, undefined],
    ]);
  });
});

describe('a coupon that is paused', () => {
  it('is sent to its own company too', async () => {
    const maker = await makeKeyContext(test.db, ['coupons:write'], () => now);
    const { integratorId } = maker.actor;
    const own = await makeEndpoint(admin, { eventTypes: ['coupon.paused'], integratorId });
    const coupon = await makeCoupon(test.db, { redemptionsPerHour: 1, integratorId });
    await redeem(ctx, { code: coupon.code, user: { id: 'a' } });
    expect(await sent(own.id)).toMatchObject([{ type: 'coupon.paused', data: { coupon_id: coupon.id } }]);
  });
});

describe('a coupon that reached its limit', () => {
  const exhausted = async () => (await sent()).filter(({ type }) => type === 'coupon.exhausted');

  it('has an event by the redemption that took the last place, once, also when many came together', async () => {
    const coupon = await makeCoupon(test.db, { maxRedemptions: 3 });
    const attempts = Array.from({ length: 9 }, (_, index) =>
      redeem(ctx, { code: coupon.code, user: { id: `u${index}` } }),
    );
    const taken = (await Promise.allSettled(attempts)).flatMap((one) =>
      one.status === 'fulfilled' ? [one.value.id] : [],
    );
    const [message, ...more] = await exhausted();
    expect(more).toEqual([]);
    expect(message?.data).toEqual({
      coupon_id: coupon.id,
      max_redemptions: 3,
      redemption_id: Math.max(...taken),
    });
  });

  it('has an event again when a place was given back, or its hold expired, and is taken', async () => {
    const coupon = await makeCoupon(test.db, { maxRedemptions: 1 });
    const { id } = await redeem(ctx, { code: coupon.code, user: { id: 'a' } });
    await rollBackRedemption(ctx, { id, reason: 'a' });
    await redeem(ctx, { code: coupon.code, user: { id: 'b' }, hold_seconds: 60 });
    now = new Date('2026-11-03T06:17:00Z');
    const last = await redeem(ctx, { code: coupon.code, user: { id: 'c' } });
    const messages = await exhausted();
    expect(messages).toHaveLength(3);
    expect(messages.at(-1)?.data.redemption_id).toBe(last.id);
  });

  it('has no event before, nor without a limit', async () => {
    const open = await makeCoupon(test.db);
    const wide = await makeCoupon(test.db, { maxRedemptions: 2 });
    for (const { code } of [open, wide]) await redeem(ctx, { code, user: { id: 'a' } });
    expect(await exhausted()).toEqual([]);
  });
});
