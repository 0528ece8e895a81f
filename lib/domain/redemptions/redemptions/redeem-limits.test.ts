import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Conflict } from '@/lib/core/errors';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { KeyActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { furtherProcesses } from '@/test/further-processes';
import { prepared } from '@/test/prepared';
import { makeRandom } from '@/test/random';
import { checkRedemption } from './check-redemption';
import { expireHolds } from './expire-holds';
import { learnUsualPace } from './learn-usual-pace';
import { redeem } from './redeem';
import { rollBackRedemption } from './roll-back-redemption';
import { findInconsistencies, makeCodes, makeCoupon } from './testing';

const test = openTestDatabase();
const ctx = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']));
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const others = furtherProcesses(test, 2);
afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
});

/** The same actor in one of three processes. */
const at = (index: number): Context<KeyActor> => ({ ...ctx, db: others[index % 3]?.db ?? ctx.db });

/** The reason of a refusal; what is no refusal is thrown. */
async function outcome(attempt: Promise<{ id: number }>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    if (error instanceof Conflict) return error.reason;
    throw error;
  }
}

async function rowOf(couponId: number) {
  const [row] = await test.db.execute<{
    spent: number;
    count: number;
    status: string;
    paused: boolean;
    version: number;
  }>(
    sql`select spent::float8, redemption_count as count, status, paused_at is not null as paused, version
      from coupons where id = ${couponId}`,
  );
  return row;
}

describe('a budget', () => {
  it.each([1, 2, 3])('is never passed by 64 clients, and used as far as amounts fit (%i)', async (seed) => {
    const random = makeRandom(seed);
    const budget = 100_000;
    const coupon = await makeCoupon(test.db, { discount: 50, budget });
    const offs: number[] = [];
    const client = async (nth: number) => {
      for (let round = 0; round < 4; round += 1) {
        const amount = 2 * (100 + random(8_000));
        const attempt = redeem(at(nth), { code: coupon.code, user: { id: `u${nth}` }, purchase: { amount } });
        const result = await outcome(attempt);
        if (result === 'done') offs.push(amount / 2);
        else expect(['budget_spent', 'busy']).toContain(result);
      }
    };
    await Promise.all(Array.from({ length: 64 }, (_, nth) => client(nth)));
    const sum = offs.reduce((all, off) => all + off, 0);
    expect(sum).toBeLessThanOrEqual(budget);
    expect((await rowOf(coupon.id))?.spent).toBe(sum);
    const left = budget - sum;
    const rest = { code: coupon.code, user: { id: 'last' } };
    expect(await outcome(redeem(ctx, { ...rest, purchase: { amount: 2 * (left + 1) } }))).toBe('budget_spent');
    if (left > 0) expect(await outcome(redeem(ctx, { ...rest, purchase: { amount: 2 * left } }))).toBe('done');
  });

  it('gets back what a rolled back redemption and an expired hold took, and asks for the amount', async () => {
    const coupon = await makeCoupon(test.db, { discount: 100, budget: 1_000 });
    const ask = (amount?: number) => ({
      code: coupon.code,
      user: { id: 'u' },
      purchase: amount === undefined ? {} : { amount },
    });
    const { id } = await redeem(ctx, ask(600));
    expect(await outcome(redeem(ctx, ask(500)))).toBe('budget_spent');
    await rollBackRedemption(ctx, { id, reason: 'test' });
    const begun = Date.now();
    await redeem(ctx, { ...ask(1_000), hold_seconds: 60 });
    expect(await outcome(redeem(ctx, ask(1)))).toBe('budget_spent');
    const later = { ...ctx, now: () => new Date(begun + 120_000) };
    expect((await checkRedemption(later, ask(1_000))).redeemable).toBe(true);
    await expireHolds({ ...systemContext(test.db, 'test'), now: later.now });
    expect((await rowOf(coupon.id))?.spent).toBe(0);
    expect(await outcome(redeem(later, ask(1_000)))).toBe('done');
    expect(await outcome(redeem(later, ask()))).toBe('amount_needed');
  });

  it('that is set later begins with what came off before, and is never set below it', async () => {
    const coupon = await makeCoupon(test.db, { discount: 10 });
    await redeem(ctx, { code: coupon.code, user: { id: 'u' }, purchase: { amount: 50_000 } });
    // As the version before leaves it: it counts nothing.
    await test.sql`update coupons set spent = 0 where id = ${coupon.id}`;
    await expect(updateCoupon(admin, { id: coupon.id, budget: 4_999 })).rejects.toMatchObject({
      fields: { budget: ['must not be below what came off so far'] },
    });
    expect(await updateCoupon(admin, { id: coupon.id, budget: 5_000 })).toMatchObject({
      spent: 5_000,
      state: 'used_up',
    });
    const more = { code: coupon.code, user: { id: 'v' }, purchase: { amount: 10 } };
    expect(await outcome(redeem(ctx, more))).toBe('budget_spent');
  });
});

describe('a number of redemptions for each user', () => {
  it.each([2, 3])('of %i holds under 60 at once, whichever codes are used', async (redemptionsPerUser) => {
    const coupon = await makeCoupon(test.db, { redemptionsPerUser });
    const issued = await makeCodes(test.db, coupon.id, 60);
    const results = await Promise.all(
      issued.map(({ code }, index) => outcome(redeem(at(index), { code, user: { id: 'greedy' } }))),
    );
    expect(results.filter((result) => result === 'done')).toHaveLength(redemptionsPerUser);
    expect(new Set(results)).toEqual(new Set(['done', 'user_limit_reached']));
    expect(await outcome(redeem(ctx, { code: coupon.code, user: { id: 'another' } }))).toBe('done');
  });

  it('is free again after a roll-back, and counts what was redeemed before it was set, raised or lowered', async () => {
    const coupon = await makeCoupon(test.db);
    const take = () => redeem(ctx, { code: coupon.code, user: { id: 'u' } });
    const first = await take();
    await updateCoupon(admin, { id: coupon.id, redemptionsPerUser: 2 });
    const second = await take();
    expect(await outcome(take())).toBe('user_limit_reached');
    await rollBackRedemption(ctx, { id: first.id, reason: 'test' });
    await take();
    expect(await outcome(take())).toBe('user_limit_reached');
    await updateCoupon(admin, { id: coupon.id, redemptionsPerUser: 4 });
    await take();
    await take();
    expect(await outcome(take())).toBe('user_limit_reached');
    await updateCoupon(admin, { id: coupon.id, uniqueRedemption: true });
    await rollBackRedemption(ctx, { id: second.id, reason: 'test' });
    expect(await outcome(take())).toBe('user_already_redeemed');
  });
});

describe('the brake', () => {
  it('pauses the coupon with the last redemption that an hour has room for, also under 40 at once', async () => {
    const coupon = await makeCoupon(test.db, { redemptionsPerHour: 5 });
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        outcome(redeem(at(index), { code: coupon.code, user: { id: `u${index}` } })),
      ),
    );
    expect(results.filter((result) => result === 'done')).toHaveLength(5);
    expect(new Set(results)).toEqual(new Set(['done', 'coupon_paused']));
    expect(await rowOf(coupon.id)).toMatchObject({ count: 5, status: 'unavailable', paused: true, version: 2 });
    const [event] = await test.sql`
      select actor_name, data from audit_events
      where subject_kind = 'coupon' and subject_id = ${coupon.id} and action = 'coupon.updated'`;
    expect(event).toMatchObject({ actor_name: 'Brake', data: { changed: { status: ['available', 'unavailable'] } } });
  });

  const takeAt = (coupon: { code: string }, begun: number) => (minutes: number) =>
    outcome(
      redeem(
        { ...ctx, now: () => new Date(begun + minutes * 60_000) },
        { code: coupon.code, user: { id: `u${minutes}` } },
      ),
    );

  it('counts again from zero once it is switched on again', async () => {
    const coupon = await makeCoupon(test.db, { redemptionsPerHour: 2 });
    const take = takeAt(coupon, Date.now());
    expect([await take(0), await take(1), await take(2)]).toEqual(['done', 'done', 'coupon_paused']);
    expect(await updateCoupon(admin, { id: coupon.id, status: 'available' })).toMatchObject({ pausedAt: null });
    expect([await take(3), await take(4), await take(5)]).toEqual(['done', 'done', 'coupon_paused']);
  });

  it('looks at the hour before each redemption, wherever that hour begins', async () => {
    const coupon = await makeCoupon(test.db, { redemptionsPerHour: 3 });
    const take = takeAt(coupon, Date.now());
    expect([await take(0), await take(50), await take(62), await take(108), await take(109)]).toEqual([
      'done',
      'done',
      'done',
      'done',
      'coupon_paused',
    ]);
  });

  it('can be three times the usual pace, once that is known', async () => {
    const coupon = await makeCoupon(test.db, { pauseAboveUsualPace: true, redemptionsPerHour: 100 });
    const system = systemContext(test.db, 'test');
    const hour = 60 * 60_000;
    const thisHour = Math.floor(Date.now() / hour) * hour;
    const redeemedBefore = async (hours: number) => {
      const take = takeAt(coupon, thisHour - hours * hour);
      for (let nth = 0; nth < 5; nth += 1) expect(await take(nth)).toBe('done');
    };
    // None of the last 60 minutes, whenever this runs.
    for (let hours = 25; hours >= 3; hours -= 1) await redeemedBefore(hours);
    const usual = async () => {
      await learnUsualPace(system, undefined);
      const [row] = await test.sql`select usual_per_hour from coupons where id = ${coupon.id}`;
      return row?.usual_per_hour;
    };
    expect(await usual()).toBeNull();
    await redeemedBefore(2);
    expect(await usual()).toBe(5);
    const attempt = (user: string) => outcome(redeem(ctx, { code: coupon.code, user: { id: user } }));
    const results = await Promise.all(Array.from({ length: 20 }, (_, nth) => attempt(`n${nth}`)));
    expect(results.filter((result) => result === 'done')).toHaveLength(15);
    expect((await getCoupon(admin, { id: coupon.id })).pausedAt).not.toBeNull();
  });
});
