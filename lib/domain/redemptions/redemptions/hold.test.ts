import { eq, sql } from 'drizzle-orm';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { codes, coupons } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, NotFound } from '@/lib/core/errors';
import { captureLog } from '@/lib/core/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { bookCycle } from './book-cycle';
import { confirmRedemption } from './confirm-redemption';
import { expireHolds, startExpiringHolds } from './expire-holds';
import { getRedemption } from './get-redemption';
import { redeem } from './redeem';
import { rollBackRedemption } from './roll-back-redemption';
import { findInconsistencies, makeCode, makeCoupon } from './testing';

const test = openTestDatabase();
const ctx = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], () => now));
let now = new Date('2026-11-21T10:00:00Z');
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};

afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
});

const take = (code: string, user: string, hold = 60) => redeem(ctx, { code, user: { id: user }, hold_seconds: hold });
const counter = async (id: number) =>
  (await test.db.select().from(coupons).where(eq(coupons.id, id)))[0]?.redemptionCount;
const codeStatus = async (id: number) => (await test.db.select().from(codes).where(eq(codes.id, id)))[0]?.status;

describe('a hold', () => {
  it('counts against the limit, the code and the user until it expires by itself', async () => {
    const coupon = await makeCoupon(test.db, { maxRedemptions: 1, uniqueRedemption: true });
    const { code, id } = await makeCode(test.db, coupon.id);
    const held = await take(code, 'a');
    expect(held).toMatchObject({ state: 'held', confirmedAt: null });
    expect(held.holdExpiresAt?.getTime()).toBe(now.getTime() + 60_000);
    await expect(take(coupon.code, 'b')).rejects.toMatchObject({ reason: 'limit_reached' });
    await expect(take(code, 'b')).rejects.toMatchObject({ reason: 'code_on_hold' });
    later(59);
    await expect(take(coupon.code, 'b')).rejects.toMatchObject({ reason: 'limit_reached' });
    later(1);
    expect(await getRedemption(ctx, { id: held.id })).toMatchObject({ state: 'lapsed', endReason: 'hold ran out' });
    const next = await redeem(ctx, { code, user: { id: 'a' } });
    expect(next).toMatchObject({ codeId: id, state: 'redeemed' });
    expect([await counter(coupon.id), await codeStatus(id)]).toEqual([1, 'redeemed']);
    const expired = await getRedemption(ctx, { id: held.id });
    expect(expired).toMatchObject({ state: 'lapsed', endedAt: held.holdExpiresAt });
  });

  it('that expired is given back by the sweep too, once, when its coupon is not used again', async () => {
    const coupon = await makeCoupon(test.db, { maxRedemptions: 3 });
    const [fresh, sold] = [
      await makeCode(test.db, coupon.id),
      await makeCode(test.db, coupon.id, { status: 'sold', soldAt: now }),
    ];
    const over = [await take(fresh.code, 'a'), await take(sold.code, 'b')];
    const still = await take(coupon.code, 'c', 600);
    later(60);
    const system = { ...systemContext(test.db, 'holds'), now: () => now };
    expect(await Promise.all([expireHolds(system), expireHolds(system)]).then((counts) => counts.toSorted())).toEqual([
      0, 2,
    ]);
    expect(await counter(coupon.id)).toBe(1);
    expect([await codeStatus(fresh.id), await codeStatus(sold.id)]).toEqual(['available', 'sold']);
    for (const { id, holdExpiresAt } of over) {
      expect(await getRedemption(ctx, { id })).toMatchObject({ state: 'lapsed', endedAt: holdExpiresAt });
    }
    expect(await getRedemption(ctx, { id: still.id })).toMatchObject({ state: 'held' });
  });

  it('that expired is left to others by a process whose clock is wrong', async () => {
    const { code, id } = await makeCode(test.db, (await makeCoupon(test.db)).id);
    await take(code, 'a');
    later(60);
    const system = { ...systemContext(test.db, 'holds'), now: () => now };
    const lines = captureLog();
    const { now: right } = Date;
    const ahead = vi.spyOn(Date, 'now').mockImplementation(() => right() + 6_000);
    const wrong = startExpiringHolds(system);
    await vi.waitFor(() => expect(lines.join()).toContain('clock is not that of the database'));
    await wrong.stop();
    ahead.mockRestore();
    const before = await codeStatus(id);
    const repaired = startExpiringHolds(system);
    await vi.waitFor(async () => expect(await codeStatus(id)).toBe('available'));
    await repaired.stop();
    expect(before).toBe('redeemed');
  });

  it('that expired frees its code for sale again with the next use of the coupon', async () => {
    const coupon = await makeCoupon(test.db);
    const fresh = await makeCode(test.db, coupon.id);
    const sold = await makeCode(test.db, coupon.id, { status: 'sold', soldAt: now });
    await take(fresh.code, 'a');
    await take(sold.code, 'b');
    later(60);
    await redeem(ctx, { code: coupon.code, user: { id: 'c' } });
    expect([await codeStatus(fresh.id), await codeStatus(sold.id), await counter(coupon.id)]).toEqual([
      'available',
      'sold',
      1,
    ]);
  });

  it('is confirmed once, and asking again answers the same', async () => {
    const coupon = await makeCoupon(test.db);
    const held = await take(coupon.code, 'a');
    later(30);
    const confirmed = await confirmRedemption(ctx, { id: held.id });
    expect(confirmed).toMatchObject({ state: 'redeemed', confirmedAt: now });
    later(600);
    expect(await confirmRedemption(ctx, { id: held.id })).toEqual(confirmed);
    expect(await counter(coupon.id)).toBe(1);
  });

  it('cannot be confirmed once its time is over, or when it was given back', async () => {
    const coupon = await makeCoupon(test.db);
    const late = await take(coupon.code, 'a');
    const given = await take(coupon.code, 'b');
    await rollBackRedemption(ctx, { id: given.id, reason: 'left the page' });
    later(60);
    await expect(confirmRedemption(ctx, { id: late.id })).rejects.toMatchObject({ reason: 'hold_lapsed' });
    await expect(confirmRedemption(ctx, { id: given.id })).rejects.toMatchObject({ reason: 'already_rolled_back' });
    await expect(rollBackRedemption(ctx, { id: late.id, reason: 'x' })).rejects.toMatchObject({
      reason: 'hold_lapsed',
    });
  });
});

describe('a roll-back', () => {
  it('frees code, limit and user once, and keeps the history', async () => {
    const coupon = await makeCoupon(test.db, { maxRedemptions: 1, uniqueRedemption: true });
    const { code, id } = await makeCode(test.db, coupon.id, { status: 'sold', soldAt: now });
    const first = await redeem(ctx, { code, user: { id: 'a' } });
    later(5);
    const back = await rollBackRedemption(ctx, { id: first.id, reason: 'Payment failed' });
    expect(back).toMatchObject({ state: 'rolled_back', endedAt: now, endReason: 'Payment failed' });
    expect([await counter(coupon.id), await codeStatus(id)]).toEqual([0, 'sold']);
    await expect(rollBackRedemption(ctx, { id: first.id, reason: 'again' })).rejects.toMatchObject({
      reason: 'already_rolled_back',
    });
    await redeem(ctx, { code, user: { id: 'a' } });
    expect(await counter(coupon.id)).toBe(1);
    const rows = await test.db.execute(sql`
      select action, data->>'reason' as reason from audit_events
      where subject_kind = 'redemption' and subject_id = ${first.id} order by id`);
    expect(rows).toEqual([
      { action: 'redemption.redeemed', reason: null },
      { action: 'redemption.rolled_back', reason: 'Payment failed' },
    ]);
  });

  it('asked fifty times at once happens once', async () => {
    const coupon = await makeCoupon(test.db);
    const { id } = await redeem(ctx, { code: coupon.code, user: { id: 'a' } });
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, () => rollBackRedemption(ctx, { id, reason: 'raced' })),
    );
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await counter(coupon.id)).toBe(0);
  });

  it('by the same Idempotency-Key is given the first answer, and stays rolled back', async () => {
    const coupon = await makeCoupon(test.db);
    const input = { code: coupon.code, user: { id: 'a' }, idempotencyKey: 'back' };
    const first = await redeem(ctx, input);
    await rollBackRedemption(ctx, { id: first.id, reason: 'failed' });
    expect(await redeem(ctx, input)).toEqual({ ...first, replayed: true });
    expect(await counter(coupon.id)).toBe(0);
  });
});

describe('cycles', () => {
  it('of a repeating coupon run out, each number counting once', async () => {
    const coupon = await makeCoupon(test.db, { duration: 'repeating', cycles: 2 });
    const { id } = await redeem(ctx, { code: coupon.code, user: { id: 'a' }, subscription_id: 's' });
    expect(await bookCycle(ctx, { id, number: 1 })).toEqual({ number: 1, percent: 25, booked: 1, left: 1 });
    expect(await bookCycle(ctx, { id, number: 1 })).toEqual({ number: 1, percent: 25, booked: 1, left: 1 });
    expect(await bookCycle(ctx, { id, number: 2 })).toMatchObject({ booked: 2, left: 0 });
    await expect(bookCycle(ctx, { id, number: 3 })).rejects.toMatchObject({ reason: 'cycles_used_up' });
  });

  it('are one for once, and never run out for a discount that holds forever', async () => {
    const once = await makeCoupon(test.db, { duration: 'once' });
    const forever = await makeCoupon(test.db, { duration: 'forever' });
    const [a, b] = [await take(once.code, 'a'), await redeem(ctx, { code: forever.code, user: { id: 'a' } })];
    await expect(bookCycle(ctx, { id: a.id, number: 1 })).rejects.toMatchObject({ reason: 'not_redeemed' });
    await confirmRedemption(ctx, { id: a.id });
    expect(await bookCycle(ctx, { id: a.id, number: 1 })).toMatchObject({ left: 0 });
    expect(await bookCycle(ctx, { id: b.id, number: 480 })).toMatchObject({ booked: 1, left: null });
  });
});

it('is refused without the right, and unknown to another integrator', async () => {
  const coupon = await makeCoupon(test.db);
  const { id } = await take(coupon.code, 'a');
  const operations = [
    (who: Context) => confirmRedemption(who, { id }),
    (who: Context) => rollBackRedemption(who, { id, reason: 'x' }),
    (who: Context) => bookCycle(who, { id, number: 1 }),
  ];
  const stranger = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], () => now);
  const reader = await makeKeyContext(test.db, ['redemptions:read', 'coupons:write']);
  const support = await makeUserContext(test.db, 'support');
  const viewer = await makeUserContext(test.db, 'viewer', () => now);
  for (const run of operations) {
    await expect(run(stranger)).rejects.toThrow(NotFound);
    for (const who of [reader, support, viewer]) await expect(run(who)).rejects.toThrow(Forbidden);
  }
  await expect(getRedemption(stranger, { id })).rejects.toThrow(NotFound);
  expect(await getRedemption(viewer, { id })).toMatchObject({ id, state: 'held' });
});
