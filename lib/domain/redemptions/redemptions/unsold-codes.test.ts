import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { pauseBatch } from '@/lib/domain/coupons/codes/pause-batch';
import { getToday } from '@/lib/domain/redemptions/statistics/get-today';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { Context } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { checkRedemption } from './check-redemption';
import { redeem } from './redeem';

const test = openTestDatabase();
const platform = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']));
const admin = prepared(() => makeUserContext(test.db, 'admin'));

const begun = Date.parse('2026-11-28T06:00:00Z');
const minutesIn = (minutes: number) => ({ ...platform, now: () => new Date(begun + minutes * 60_000) });
const reasonOf = (ctx: Context, code: string) =>
  redeem(ctx, { code, user: { id: 'u' } }).then(
    () => 'done',
    ({ reason }) => reason,
  );
const batchOf = async (couponId: number) => {
  const [row] = await test.sql`select id::int, suspected_at, paused_at from code_batches where coupon_id = ${couponId}`;
  return row as unknown as { id: number; suspected_at: Date | null; paused_at: Date | null };
};
const leaksOf = async () => (await getToday(admin)).alarms.leaks;

describe('an unsold code of a product', () => {
  it('is refused and counted; three different ones within an hour are reported once, and the batch can be paused', async () => {
    const { couponId, pins, ...stock } = await makeStock(test.db, 5);
    const [one = '', two = '', three = '', four = ''] = pins;
    const { pin } = await sell(admin, order({ couponId, pins, ...stock }));
    expect(pin).toBe(one);
    expect(await reasonOf(minutesIn(0), two)).toBe('code_not_sold');
    expect(await reasonOf(minutesIn(1), two)).toBe('code_not_sold');
    expect(await reasonOf(minutesIn(2), three)).toBe('code_not_sold');
    // Too late for the first: it is not the same hour any more.
    expect(await reasonOf(minutesIn(62), four)).toBe('code_not_sold');
    expect(await batchOf(couponId)).toMatchObject({ suspected_at: null });
    await checkRedemption(minutesIn(63), { code: two, user: { id: 'u' } });
    await checkRedemption(minutesIn(64), { code: three, user: { id: 'u' } });
    const { id: batchId } = await batchOf(couponId);
    expect(await leaksOf()).toEqual([{ batchId, couponId, code: expect.any(String) }]);
    const reported = () => test.sql`select from audit_events where action = 'codes.leak_suspected'`;
    expect(await reasonOf(minutesIn(65), two)).toBe('code_not_sold');
    expect(await reported()).toHaveLength(1);

    expect(await pauseBatch(admin, { couponId, batchId, paused: true })).toMatchObject({ suspectedAt: null });
    expect(await leaksOf()).toEqual([]);
    // The one that was sold is dead too, until the batch is switched on again.
    expect(await reasonOf(platform, one)).toBe('batch_paused');
    expect(await pauseBatch(admin, { couponId, batchId, paused: false })).toMatchObject({ pausedAt: null });
    expect(await reasonOf(platform, one)).toBe('done');
  });

  it('is counted for all that try it at the same time', async () => {
    const { couponId, pins } = await makeStock(test.db, 3);
    expect(await Promise.all(pins.map((pin) => reasonOf(platform, pin)))).toEqual(Array(3).fill('code_not_sold'));
    expect((await batchOf(couponId)).suspected_at).not.toBeNull();
    const { id: batchId } = await batchOf(couponId);
    await pauseBatch(admin, { couponId, batchId, paused: false });
    expect(await batchOf(couponId)).toMatchObject({ suspected_at: null, paused_at: null });
  });

  it('is paused by nobody who cannot change coupons', async () => {
    const { couponId } = await makeStock(test.db, 1);
    const { id: batchId } = await batchOf(couponId);
    const support = await makeUserContext(test.db, 'support');
    await expect(pauseBatch(support, { couponId, batchId, paused: true })).rejects.toThrow(Forbidden);
    await expect(pauseBatch(platform, { couponId, batchId, paused: true })).rejects.toThrow(Forbidden);
  });
});

it('a coupon that paused itself is on Today until it is switched on', async () => {
  const { couponId, ...stock } = await makeStock(test.db, 1, { coupon: { redemptionsPerHour: 1 } });
  const { pin } = await sell(admin, order({ couponId, ...stock }));
  expect(await reasonOf(platform, pin ?? '')).toBe('done');
  expect((await getToday(admin)).alarms.paused).toMatchObject([{ id: couponId, perHour: 1 }]);
});
