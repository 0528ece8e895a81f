import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { getCouponStatistics } from './get-coupon-statistics';
import { getPeriodStatistics } from './get-period-statistics';
import { recount } from './recount';
import { rollUpCounters } from './roll-up-counters';

const test = openTestDatabase();
let viewer: Context;

beforeAll(async () => {
  viewer = { ...(await makeUserContext(test.db, 'viewer')), now: () => new Date('2026-12-01T00:00:00Z') };
});

/** One redemption at a regular interval, for a number of days. */
async function redeemEvery(couponId: number, from: string, days: number, minutes: number): Promise<void> {
  await test.db.execute(sql`
    insert into redemptions (coupon_id, user_ref, unique_user, discount, amount, amount_off, confirmed_at, created_at)
    select ${couponId}, 'u' || hashint8(n) % 400, false, 10, 9900, n % 97, t, t
    from generate_series(1, ${Math.floor((days * 24 * 60) / minutes)}) n,
      lateral (select ${from}::timestamptz + n * ${minutes}::int * interval '1 minute' as t) x`);
}

type Counted = { key: string | number; redemptions: number; discountPaisa: number }[];

/** The same figures from the rows, each at its local time in the zone. */
async function countRows(couponId: number, zone: string, { from, to }: { from: string; to: string }) {
  const slots = (key: ReturnType<typeof sql>) => sql`
    (select json_agg(json_build_object('key', key, 'redemptions', count, 'discountPaisa', off) order by key) from (
      select ${key} as key, count(*), sum(amount_off) as off from mine group by 1) s)`;
  const [row] = await test.db.execute<{ days: Counted; hours: Counted; users: number }>(sql`
    with localized as (
      select *, confirmed_at at time zone ${zone} as local from redemptions where state = 'redeemed' and coupon_id = ${couponId}),
    mine as (select * from localized where local >= ${from}::date and local < ${to}::date + 1)
    select ${slots(sql`local::date`)} as days, ${slots(sql`extract(hour from local)::int`)} as hours, (
      select count(*)::int from (select min(local) as first from localized group by user_ref) u
      where first >= ${from}::date and first < ${to}::date + 1) as users`);
  return row;
}

const zones = [
  ['Asia/Kathmandu', '2026-03-20', '2026-04-12'],
  ['Asia/Kathmandu', '2026-01-02', '2026-04-12'],
  // A day of 23 hours, and one of 25.
  ['Europe/Berlin', '2026-01-10', '2026-06-30'],
  ['Europe/Berlin', '2026-03-20', '2026-04-12'],
  ['Europe/Berlin', '2026-10-25', '2026-10-25'],
  ['America/New_York', '2026-10-20', '2026-11-12'],
  ['America/New_York', '2026-03-08', '2026-03-08'],
  // Clocks go by half an hour.
  ['Australia/Lord_Howe', '2026-03-20', '2026-04-12'],
  ['Australia/Lord_Howe', '2026-09-28', '2026-10-10'],
  // Midnight is now before, now after noon in UTC.
  ['Pacific/Auckland', '2026-03-20', '2026-04-12'],
  ['Pacific/Auckland', '2026-09-20', '2026-10-03'],
  // A day that never was.
  ['Pacific/Apia', '2011-12-20', '2012-01-08'],
] as const;

it.each(zones)('counts each day and hour in %s from %s to %s as the rows do', async (zone, from, to) => {
  await test.db.execute(sql`
    insert into settings (id, time_zone) values (1, ${zone}) on conflict (id) do update set time_zone = excluded.time_zone`);
  const coupon = await makeCoupon(test.db);
  const start = new Date(Date.parse(from) - 5 * 24 * 60 * 60 * 1000).toISOString();
  const days = (Date.parse(to) - Date.parse(start)) / (24 * 60 * 60 * 1000) + 5;
  await redeemEvery(coupon.id, start, days, 13);
  await rollUpCounters(systemContext(test.db, 'test'));
  await redeemEvery(coupon.id, start, days, 41);
  await test.db.execute(sql`delete from redemptions where coupon_id = ${coupon.id} and id % 7 = 0`);

  const check = async () => {
    const statistics = await getPeriodStatistics(viewer, { couponId: coupon.id, from, to });
    const used = ({ redemptions }: { redemptions: number }) => redemptions > 0;
    const rows = await countRows(coupon.id, zone, { from, to });
    expect(statistics.byDay.filter(used).map(({ day, ...count }) => ({ key: day, ...count }))).toEqual(rows?.days);
    expect(statistics.byHour.filter(used).map(({ hour, ...count }) => ({ key: hour, ...count }))).toEqual(rows?.hours);
    expect(statistics.counted.newUsers).toBe(rows?.users);
    const before = await countRows(coupon.id, zone, statistics.period.before);
    expect(statistics.before.newUsers).toBe(before?.users);
    const all = await countRows(coupon.id, zone, { from: '2000-01-01', to: '2030-01-01' });
    const { byDay } = await getCouponStatistics(viewer, { couponId: coupon.id });
    expect(byDay).toEqual(all?.days.map(({ key, redemptions }) => ({ day: key, redemptions })));
  };
  await check();
  await rollUpCounters(systemContext(test.db, 'test'));
  await check();
  expect(await recount(systemContext(test.db, 'test'))).toMatchObject({ differing: 0 });
});
