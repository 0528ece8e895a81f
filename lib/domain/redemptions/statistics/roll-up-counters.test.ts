import { sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { Conflict } from '@/lib/core/errors';
import { confirmRedemption } from '@/lib/domain/redemptions/redemptions/confirm-redemption';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { rollBackRedemption } from '@/lib/domain/redemptions/redemptions/roll-back-redemption';
import { linkNewGroup, makeCodes, makeCoupon, makePrice } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { makeRandom, testSeed } from '@/test/random';
import { getCouponStatistics } from './get-coupon-statistics';
import { recount } from './recount';
import { rollUpCounters, startRollUps } from './roll-up-counters';

const test = openTestDatabase({ max: 12 });
const platform = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']));
const viewer = prepared(() => makeUserContext(test.db, 'viewer'));
const system = () => systemContext(test.db, 'test');

const same = { differing: 0, differences: [] };
const steps = 1_500;
const clients = 16;

it(`counts what redeeming, holding, rolling back, selling and deleting do, while it is rolled up (TEST_SEED=${testSeed})`, async () => {
  const random = makeRandom(testSeed);
  const plain = await makeCoupon(test.db);
  const limited = await makeCoupon(test.db, { maxRedemptions: 20 });
  const grouped = await makeCoupon(test.db, { discount: 33 });
  const group = await linkNewGroup(test.db, grouped.id);
  const price = await makePrice(test.db);
  const issued = (await makeCodes(test.db, plain.id, 40)).map(({ code }) => code);
  const wanted = [plain.code, limited.code, grouped.code, ...issued];
  const began = Date.UTC(2026, 10, 3, 17);
  const mine: number[] = [];
  let [left, added] = [steps, 0];
  let working = true;

  async function step(): Promise<void> {
    const at = new Date(began + random(36) * 10 * 60_000);
    const ctx = { ...platform, now: () => at };
    const choice = random(12);
    const target = mine[random(mine.length || 1)];
    if (choice < 5 || target === undefined) {
      const user = { id: `u${random(9)}`, groups: [group.id] };
      const extra = {
        ...(choice % 2 ? { tvod_price_id: price.id } : {}),
        ...(choice % 3 ? {} : { amount: random(90_000) }),
      };
      const hold = choice === 4 ? { hold_seconds: 3_600 } : {};
      mine.push((await redeem(ctx, { code: wanted[random(wanted.length)] ?? '', user, ...extra, ...hold })).id);
    } else if (choice < 7) await confirmRedemption(ctx, { id: target });
    else if (choice < 10) await rollBackRedemption(ctx, { id: target, reason: 'test' });
    else if (choice === 10) await makeCodes(test.db, limited.id, 3);
    else await churnCodes(random(3));
  }
  async function client(): Promise<void> {
    while (left-- > 0) {
      await step().catch((error: unknown) => {
        if (!(error instanceof Conflict)) throw error;
      });
    }
  }
  // A recount keeps roll-ups out meanwhile, and so it runs now and then only.
  async function rollUpMeanwhile(): Promise<void> {
    for (let pass = 1; working; pass++) {
      added += await rollUpCounters(system(), { atOnce: 1 + random(20) });
      if (pass % 24 === 0) expect(await recount(system())).toMatchObject(same);
    }
  }
  const rollingUp = Promise.all([rollUpMeanwhile(), rollUpMeanwhile()]);
  await Promise.all(Array.from({ length: clients }, client)).finally(() => {
    working = false;
  });
  await rollingUp;
  expect(added).toBeGreaterThan(100);
  expect(await recount(system())).toMatchObject(same);

  // Once more with changes that wait, among them what takes back what was rolled up.
  await rollUpCounters(system());
  for (const id of mine.slice(-60)) await rollBackRedemption(platform, { id, reason: 'test' }).catch(() => {});
  expect(await test.db.$count(sql`redemption_changes`)).toBeGreaterThan(5);
  const before = await getCouponStatistics(viewer, { couponId: plain.id });
  expect(await recount(system())).toMatchObject(same);
  await rollUpCounters(system());
  expect(await getCouponStatistics(viewer, { couponId: plain.id })).toEqual(before);
  expect(await recount(system())).toMatchObject(same);
}, 60_000);

async function churnCodes(choice: number): Promise<void> {
  const some = (status: string) =>
    sql`(select id from codes where status = ${status} order by id limit 2 for update skip locked)`;
  const set = [
    sql`update codes set status = 'sold', sold_at = now() where id in ${some('available')}`,
    sql`update codes set status = 'deleted', deleted_at = now() where id in ${some('available')}`,
    sql`update codes set status = 'available', deleted_at = null where id in ${some('deleted')}`,
  ][choice];
  if (set) await test.db.execute(set);
}

it('finds a counter that is wrong, names it, and repairs it only when asked to', async () => {
  const coupon = await makeCoupon(test.db);
  await makeCodes(test.db, coupon.id, 2);
  const taken = await redeem(platform, { code: coupon.code, user: { id: 'a' } });
  await rollUpCounters(system());
  await test.db.execute(
    sql`update redemption_counters set redeemed = 7 where coupon_id = ${coupon.id} and span = 0 and kind = 'all'`,
  );
  await test.db.execute(sql`update code_counters set count = 5 where coupon_id = ${coupon.id}`);
  await test.db.execute(
    sql`insert into redeeming_users (coupon_id, user_ref, first_bucket) values (${coupon.id}, 'b', now())`,
  );
  const found = await recount(system());
  expect(found.differing).toBe(3);
  expect(found.differences).toEqual([
    expect.objectContaining({
      counter: expect.stringContaining(`coupon ${coupon.id} all 0 by 0 minutes`),
      counted: '(7,0,1)',
      rows: '(1,0,1)',
    }),
    { counter: `coupon ${coupon.id} codes available`, counted: '5', rows: '2' },
    expect.objectContaining({ counter: `coupon ${coupon.id} user b` }),
  ]);
  await rollBackRedemption(platform, { id: taken.id, reason: 'waits while it is repaired' });
  expect(await recount(system(), { repair: true })).toMatchObject({ differing: 3 });
  expect(await recount(system())).toMatchObject(same);
  expect(await getCouponStatistics(viewer, { couponId: coupon.id })).toMatchObject({
    redemptions: 0,
    uniqueUsers: 0,
    codes: { available: 2 },
  });
});

it('sees rows that are deleted, and writes nothing for a statement that changes nothing', async () => {
  const coupon = await makeCoupon(test.db);
  const made = await makeCodes(test.db, coupon.id, 3);
  await rollUpCounters(system());
  await test.db.update(codes).set({ lastFour: 'ABCD' }).where(sql`coupon_id = ${coupon.id}`);
  await test.db.execute(sql`update redemptions set end_reason = end_reason`);
  await test.db.execute(sql`update codes set status = 'deleted' where id = 0`);
  expect(await test.db.$count(sql`code_changes`)).toBe(0);
  expect(await test.db.$count(sql`redemption_changes`)).toBe(0);
  await test.db.execute(sql`delete from codes where id = ${made[0]?.id ?? 0}`);
  expect(await recount(system())).toMatchObject(same);
  expect(await getCouponStatistics(viewer, { couponId: coupon.id })).toMatchObject({ codes: { available: 2 } });
});

it('rolls up by itself, and clears away what many roll-ups leave behind', async () => {
  const rollUps = startRollUps(system());
  try {
    await test.db.execute(sql`
      insert into code_changes (coupon_id, status, change)
      select 1, 'available', step from generate_series(1, 3000) n cross join (values (1), (-1)) s (step)`);
    await vi.waitFor(
      async () => {
        expect(await test.db.$count(sql`code_changes`)).toBe(0);
        const [table] = await test.db.execute<{ count: number }>(sql`
          select vacuum_count::int as count from pg_stat_user_tables where relname = 'code_changes'`);
        expect(table?.count).toBeGreaterThan(0);
      },
      { timeout: 20_000, interval: 200 },
    );
  } finally {
    await rollUps.stop();
  }
  expect(await recount(system())).toMatchObject(same);
}, 30_000);
