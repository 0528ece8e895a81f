import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import type { Cell } from '@/lib/core/table-file';
import { exportRedemptions } from '@/lib/domain/redemptions/redemptions/export-redemptions';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { rollBackRedemption } from '@/lib/domain/redemptions/redemptions/roll-back-redemption';
import { makeCoupon, makePrice } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { getPeriodStatistics } from './get-period-statistics';

const test = openTestDatabase();
const viewer = prepared(() => makeUserContext(test.db, 'viewer'));
const platform = prepared(() => makeKeyContext(test.db, ['redemptions:write', 'redemptions:read']));

it('C9, C10: the export of redemptions has instants in ISO 8601, and adds up to the statistics of the same days', async () => {
  const coupon = await makeCoupon(test.db, { discount: 10, maxRedemptions: 12 });
  const price = await makePrice(test.db, coupon.id);
  const take = (instant: string, id: string, extra = {}) => {
    const bought = { tvod_price_id: price.id, ...extra };
    return redeem({ ...platform, now: () => new Date(instant) }, { code: coupon.code, user: { id }, ...bought });
  };
  await take('2026-11-05T13:38:40.858Z', 'a', { amount: 1000, subscription_id: 'sub-881' });
  await take('2026-11-05T13:40:00Z', 'b');
  await take('2026-11-06T13:40:00Z', 'c', { amount: 999 });
  const back = await take('2026-11-06T13:41:00Z', 'd', { amount: 50_000 });
  await rollBackRedemption(platform, { id: back.id, reason: 'test' });

  const now = () => new Date('2026-11-10T06:00:00Z');
  const rows: Cell[][] = [];
  for await (const some of (await exportRedemptions({ ...viewer, now }, { couponId: coupon.id })).rows)
    rows.push(...some);
  const [header = [], ...lines] = rows;
  const cellOf = (line: Cell[], name: string) => line[header.indexOf(name)];
  const counted = lines.filter((line) => cellOf(line, 'state') === 'redeemed');
  const sum = (name: string) => counted.reduce((all, line) => all + Math.round(Number(cellOf(line, name)) * 100), 0);

  const period = { couponId: coupon.id, from: '2026-11-03', to: '2026-11-10' };
  const { counted: screen } = await getPeriodStatistics({ ...viewer, now }, period);
  expect([counted.length, sum('amount_off')]).toEqual([screen.redemptions, screen.discountPaisa]);
  expect(sum('amount') - sum('amount_off')).toBe(sum('amount_due'));
  const first = lines.find((line) => cellOf(line, 'user') === 'a') ?? [];
  expect(cellOf(first, 'subscription')).toBe('sub-881');
  expect([cellOf(first, 'created_at'), cellOf(first, 'created_at_local')]).toEqual([
    '2026-11-05T13:38:40.858Z',
    '2026-11-05T19:23:40.858+05:45',
  ]);
});
