import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCodes, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { getPeriodStatistics } from './get-period-statistics';
import { listRunningOut } from './list-running-out';
import { rollUpCounters } from './roll-up-counters';

const test = openTestDatabase();
let viewer: Context;
let platform: Context;
const now = () => new Date('2026-11-20T06:00:00Z');

beforeAll(async () => {
  viewer = { ...(await makeUserContext(test.db, 'viewer')), now };
  platform = await makeKeyContext(test.db, ['redemptions:write']);
});

const take = (code: string, day: string, user: string) =>
  redeem({ ...platform, now: () => new Date(`${day}T05:00:00Z`) }, { code, user: { id: user } });

it('names the coupons that are used up next, by limit or by codes, as each says itself, rolled up or not', async () => {
  const slow = await makeCoupon(test.db, { maxRedemptions: 30 });
  const soon = await makeCoupon(test.db, { maxRedemptions: 8 });
  const stocked = await makeCoupon(test.db, { security: 'restricted', maxRedemptions: 500 });
  const issued = await makeCodes(test.db, stocked.id, 6);
  const endless = await makeCoupon(test.db);
  const expiring = await makeCoupon(test.db, { maxRedemptions: 9, expiresAt: new Date('2026-11-21T00:00:00Z') });
  const full = await makeCoupon(test.db, { maxRedemptions: 2 });
  const old = await makeCoupon(test.db, { maxRedemptions: 3 });
  const off = await makeCoupon(test.db, { maxRedemptions: 5 });
  for (const [index, { code }] of [slow, soon, endless, expiring, full, off].entries()) {
    await take(code, '2026-11-08', `a${index}`);
    await take(code, '2026-11-19', `b${index}`);
  }
  await take(soon.code, '2026-11-19', 'c');
  await take(issued[0]?.code ?? '', '2026-11-15', 'd');
  await take(issued[1]?.code ?? '', '2026-11-16', 'd');
  await take(old.code, '2026-10-01', 'e');
  await test.db.execute(sql`update coupons set status = 'unavailable' where id = ${off.id}`);

  const check = async () => {
    const listed = await listRunningOut(viewer);
    expect(listed.map(({ id, left }) => ({ id, left }))).toEqual([
      { id: stocked.id, left: 4 },
      { id: soon.id, left: 5 },
      { id: slow.id, left: 28 },
    ]);
    for (const { id, at } of listed) {
      const { coupon } = await getPeriodStatistics(viewer, { couponId: id });
      expect(coupon?.runOut).toEqual({ kind: 'on', at, expiresFirst: false });
    }
  };
  await check();
  await rollUpCounters(systemContext(test.db, 'test'));
  await check();
});

it('shows five at most, and nothing to an actor that cannot read coupons', async () => {
  for (let index = 0; index < 4; index++) {
    const { code } = await makeCoupon(test.db, { maxRedemptions: 50 + index });
    await take(code, '2026-11-19', 'f');
  }
  expect(await listRunningOut(viewer)).toHaveLength(5);
  await expect(listRunningOut(platform)).rejects.toThrow(Forbidden);
});
