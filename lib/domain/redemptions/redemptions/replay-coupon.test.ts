import { beforeEach, describe, expect, it } from 'vitest';
import type { coupons } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { checkRedemption } from './check-redemption';
import { flushRefusals, pruneRefusals } from './keep-refusal';
import { redeem } from './redeem';
import { replayCoupon } from './replay-coupon';
import { replayLinks } from './replay-links';
import { linkNewGroup, makeCode, makeCoupon, makePrice } from './testing';

const start = new Date('2026-11-28T10:00:00Z');
let clock = start;
const test = openTestDatabase();
const platform = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], () => clock));
const admin = prepared(() => makeUserContext(test.db, 'admin', () => clock));

beforeEach(() => {
  clock = start;
});

type Terms = Partial<typeof coupons.$inferInsert>;
type Bought = { amount?: number; plan?: number };

/** A coupon, and what its users bought or wanted to buy, a minute after each other. */
async function history(terms: Terms, users: [user: string, bought: Bought, status?: 'new' | 'active'][]) {
  const coupon = await makeCoupon(test.db, terms);
  for (const [id, purchase, status] of users) {
    clock = new Date(clock.getTime() + 60_000);
    const user = { id, ...(status ? { status } : {}) };
    await redeem(platform, { code: coupon.code, user, purchase }).catch(() => undefined);
  }
  await flushRefusals(test.db);
  return coupon;
}
const replay = async (id: number, change: object) => {
  const { letIn, turnedAway, unknown, moreOffPaisa } = await replayCoupon(admin, { id, ...change });
  return [letIn, turnedAway, unknown, moreOffPaisa];
};

describe('a change of a coupon', () => {
  it('lets in those whose purchase was too small, each once, and turns away those whose is', async () => {
    const coupon = await history({ discount: 10, minimumAmount: 50_000 }, [
      ['a', { amount: 60_000 }],
      ['b', { amount: 20_000 }],
      ['b', { amount: 20_000 }],
      ['c', { amount: 30_000 }],
    ]);
    expect(await replay(coupon.id, { minimumAmount: 20_000 })).toEqual([2, 0, 0, 5_000]);
    expect(await replay(coupon.id, { minimumAmount: 70_000 })).toEqual([0, 1, 0, -6_000]);
    expect(await replay(coupon.id, { discount: 20 })).toEqual([0, 0, 0, 6_000]);
    expect(await replay(coupon.id, { description: 'Another word' })).toEqual([0, 0, 0, 0]);
    const [row] = await test.sql`select version, minimum_amount from coupons where id = ${coupon.id}`;
    expect(row).toMatchObject({ version: 1, minimum_amount: '50000' });
  });

  it('of a limit, of a number for each user and of a budget is tried in the order in which they came', async () => {
    const coupon = await history({ discount: 50, maxRedemptions: 2 }, [
      ['a', { amount: 1_000 }],
      ['a', { amount: 2_000 }],
      ['b', { amount: 4_000 }],
      ['c', { amount: 8_000 }],
    ]);
    expect(await replay(coupon.id, { maxRedemptions: 3 })).toEqual([1, 0, 0, 2_000]);
    expect(await replay(coupon.id, { maxRedemptions: null })).toEqual([2, 0, 0, 6_000]);
    expect(await replay(coupon.id, { redemptionsPerUser: 1 })).toEqual([1, 1, 0, 1_000]);
    expect(await replay(coupon.id, { maxRedemptions: null, budget: 3_500 })).toEqual([1, 0, 0, 2_000]);
  });

  it('counts what was redeemed before these days against the limits', async () => {
    const coupon = await history({ discount: 50, maxRedemptions: 1 }, [['a', { amount: 1_000 }]]);
    clock = new Date(start.getTime() + 40 * 24 * 3_600_000);
    for (const id of ['a', 'b']) {
      await checkRedemption(platform, { code: coupon.code, user: { id }, purchase: { amount: 2_000 } });
    }
    await flushRefusals(test.db);
    expect(await replay(coupon.id, { maxRedemptions: 2 })).toEqual([1, 0, 0, 1_000]);
    expect(await replay(coupon.id, { maxRedemptions: 3, redemptionsPerUser: 1 })).toEqual([1, 0, 0, 1_000]);
  });

  it('of its brake says how often it would have paused, and when first, and goes on as if it was switched on again', async () => {
    const coupon = await history({ discount: 10 }, [
      ['a', { amount: 1_000 }],
      ['b', { amount: 1_000 }],
      ['c', { amount: 1_000 }],
      ['d', { amount: 1_000 }],
    ]);
    clock = new Date(start.getTime() + 5 * 3_600_000);
    await redeem(platform, { code: coupon.code, user: { id: 'e' }, purchase: { amount: 1_000 } });
    const brake = async (redemptionsPerHour: number | null) => {
      const { turnedAway, pauses, firstPauseAt } = await replayCoupon(admin, { id: coupon.id, redemptionsPerHour });
      return [turnedAway, pauses, firstPauseAt?.toISOString() ?? null];
    };
    expect(await brake(null)).toEqual([0, 0, null]);
    expect(await brake(2)).toEqual([0, 2, '2026-11-28T10:02:00.000Z']);
    expect(await brake(4)).toEqual([0, 1, '2026-11-28T10:04:00.000Z']);
    expect(await brake(5)).toEqual([0, 0, null]);
  });

  it('of who it is for asks what each user was then', async () => {
    const coupon = await history({ discount: 10, audience: 'new' }, [
      ['a', { amount: 1_000 }, 'new'],
      ['b', { amount: 2_000 }, 'active'],
      ['c', { amount: 3_000 }],
    ]);
    expect(await replay(coupon.id, { audience: 'everyone' })).toEqual([2, 0, 0, 500]);
    expect(await replay(coupon.id, { audience: 'active' })).toEqual([1, 1, 0, 100]);
    expect(await replay(coupon.id, { expiresAt: new Date(start.getTime() + 1).toISOString() })).toEqual([
      0, 1, 0, -100,
    ]);
  });

  it('says of how many it was not kept what they asked for, and counts these as they were', async () => {
    const coupon = await history({ discount: 10, audience: 'new' }, [
      ['a', { amount: 1_000 }, 'new'],
      ['b', { amount: 2_000 }, 'active'],
    ]);
    await test.sql`update redemptions set asked = null where coupon_id = ${coupon.id}`;
    await test.sql`update refused_attempts set asked = null where coupon_id = ${coupon.id}`;
    expect(await replay(coupon.id, { audience: 'active' })).toEqual([0, 0, 2, 0]);
    expect(await replay(coupon.id, { audience: 'everyone' })).toEqual([1, 0, 0, 200]);
    expect(await replay(coupon.id, { discount: 20 })).toEqual([0, 0, 0, 100]);
    const plan = await linkNewGroup(test.db, (await makeCoupon(test.db)).id);
    const link = { couponId: coupon.id, kind: 'user_group' as const, action: 'link' as const, ids: [plan.id] };
    expect(await replayLinks(admin, link)).toMatchObject({ letIn: 0, turnedAway: 0, unknown: 1, moreOffPaisa: 0 });
  });

  it('does not undo what it does not touch: a purchase that it does not pay for, a used or unsold code', async () => {
    const coupon = await makeCoupon(test.db, { discount: 10, requiresSale: true });
    const plan = await linkNewGroup(test.db, coupon.id);
    const unsold = await makeCode(test.db, coupon.id);
    const request = (id: string, bought: Bought) => ({
      code: unsold.code,
      user: { id },
      purchase: { amount: 1_000, ...bought },
    });
    await checkRedemption(platform, request('a', { plan: plan.id }));
    await checkRedemption(platform, request('b', {}));
    await flushRefusals(test.db);
    expect(await replay(coupon.id, { requiresSale: false })).toEqual([1, 0, 0, 100]);
  });
});

describe('a change of what a coupon pays for', () => {
  it('lets in those who wanted what is linked, by id, by name or by their groups, and turns away those who did not', async () => {
    const coupon = await makeCoupon(test.db, { discount: 10 });
    const other = await makeCoupon(test.db);
    const [basic, premium] = [await linkNewGroup(test.db, coupon.id), await linkNewGroup(test.db, other.id)];
    const film = await makePrice(test.db);
    const ask = async (id: string, asked: object) => {
      clock = new Date(clock.getTime() + 60_000);
      await redeem(platform, { code: coupon.code, user: { id }, ...asked }).catch(() => undefined);
    };
    await ask('a', { purchase: { plan: basic.id, amount: 1_000 } });
    await ask('b', { purchase: { plan: premium.name.toUpperCase(), amount: 2_000 } });
    await ask('c', { user: { id: 'c', groups: [premium.name] }, amount: 4_000 });
    await ask('d', { purchase: { tvod_price: film.id } });
    await ask('e', { purchase: { amount: 8_000 } });
    await ask('f', { purchase: { plan: 'No such plan', amount: 16_000 } });
    await flushRefusals(test.db);
    const links = async (kind: 'user_group' | 'tvod_price', action: 'link' | 'unlink', ids: number[]) => {
      const tried = await replayLinks(admin, { couponId: coupon.id, kind, action, ids });
      return [tried.letIn, tried.turnedAway, tried.unknown, tried.moreOffPaisa];
    };
    expect(await links('user_group', 'link', [premium.id])).toEqual([2, 0, 0, 600]);
    expect(await links('tvod_price', 'link', [film.id])).toEqual([1, 0, 0, 9_900]);
    expect(await links('user_group', 'unlink', [basic.id])).toEqual([5, 0, 0, 600 + 9_900 + 2_400]);
    expect(await links('user_group', 'link', [basic.id, 999_999])).toEqual([0, 0, 0, 0]);
    await test.sql`update user_groups set archived_at = now() where id = ${premium.id}`;
    expect(await links('user_group', 'link', [premium.id])).toEqual([0, 0, 0, 0]);
    const [row] = await test.sql`select count(*)::int as count from coupon_user_groups where coupon_id = ${coupon.id}`;
    expect(row).toEqual({ count: 1 });
    await test.sql`
      insert into coupon_user_groups (coupon_id, user_group_id) values (${coupon.id}, ${premium.id})`;
    expect(await links('user_group', 'unlink', [basic.id])).toEqual([2, 1, 0, 500]);
  });
});

it('keeps of a refusal no id of the user, one row a day for the same purchase, and forgets it after 30 days', async () => {
  const coupon = await makeCoupon(test.db, { status: 'unavailable' });
  const ask = async (amount: number) => {
    await checkRedemption(platform, { code: coupon.code, user: { id: 'someone@example.com' }, purchase: { amount } });
    await flushRefusals(test.db);
  };
  const rows = () => test.sql`select r::text as text, failed from refused_attempts r where coupon_id = ${coupon.id}`;
  for (const amount of [1_000, 1_000, 2_000]) await ask(amount);
  clock = new Date(start.getTime() + 24 * 3_600_000);
  await ask(1_000);
  const kept = await rows();
  expect(kept.map(({ failed }) => failed)).toEqual([['status'], ['status'], ['status']]);
  expect(JSON.stringify(kept)).not.toContain('someone');
  const prune = (days: number) =>
    pruneRefusals({ ...systemContext(test.db, 'test'), now: () => new Date(start.getTime() + days * 24 * 3_600_000) });
  await prune(30.5);
  expect(await rows()).toHaveLength(1);
  await prune(31.5);
  expect(await rows()).toHaveLength(0);
});

it('refuses a rule that cannot be, a coupon that is not there, and those who cannot change coupons', async () => {
  const { id } = await makeCoupon(test.db);
  await expect(replayCoupon(admin, { id, discount: 0 })).rejects.toMatchObject({
    fields: { discount: expect.anything() },
  });
  await expect(replayCoupon(admin, { id: 999_999 })).rejects.toMatchObject({ code: 'not_found' });
  const linked = { couponId: id, kind: 'user_group' as const, action: 'unlink' as const, ids: [1] };
  await expect(replayLinks(admin, { ...linked, couponId: 999_999 })).rejects.toMatchObject({ code: 'not_found' });
  for (const ctx of [await makeUserContext(test.db, 'support'), await makeKeyContext(test.db, ['coupons:read'])]) {
    await expect(replayCoupon(ctx, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(replayLinks(ctx, linked)).rejects.toMatchObject({ code: 'forbidden' });
  }
});
