import { beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { Context } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { listRedemptions } from './list-redemptions';
import { redeem } from './redeem';
import { rollBackRedemption } from './roll-back-redemption';
import type { ListRedemptionsInput } from './schemas';
import { makeCoupon } from './testing';

const test = openTestDatabase();
const ctx = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']));
let coupon: Awaited<ReturnType<typeof makeCoupon>>;
let ids: number[];
const start = new Date('2026-11-21T10:00:00Z');
const at = (minutes: number, who: Context = ctx): Context => ({
  ...who,
  now: () => new Date(start.getTime() + minutes * 60_000),
});

beforeAll(async () => {
  coupon = await makeCoupon(test.db);
  ids = [];
  for (let minute = 0; minute < 7; minute += 1) {
    const hold = minute === 5 || minute === 6 ? { hold_seconds: 60 * (minute - 4) } : {};
    const done = await redeem(at(minute), { code: coupon.code, user: { id: `u${minute % 2}` }, ...hold });
    ids.push(done.id);
  }
  await rollBackRedemption(at(3), { id: ids[2] ?? 0, reason: 'failed' });
  const stranger = await makeKeyContext(test.db, ['redemptions:write']);
  await redeem(at(7, stranger), { code: coupon.code, user: { id: 'elsewhere' } });
});

/** The minutes at which the listed ones were made. */
const minutes = async (input: ListRedemptionsInput, who: Context = at(7)) =>
  (await listRedemptions(who, input)).rows.map((row) => ids.indexOf(row.id));

it('is newest first, page by page, and an integrator’s own', async () => {
  expect(await minutes({})).toEqual([6, 5, 4, 3, 2, 1, 0]);
  const seen: number[] = [];
  let after: string | null | undefined;
  do {
    const page = await listRedemptions(at(7), { limit: 3, ...(after ? { after } : {}) });
    seen.push(...page.rows.map((row) => ids.indexOf(row.id)));
    after = page.next;
  } while (after);
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0]);
});

it('of a time is read page by page in the order of its instants, as the whole is', async () => {
  const seen: number[] = [];
  for (let after: string | null | undefined = ''; after !== null; ) {
    const range = { from: '2026-11-21T10:01:00Z', to: '2026-11-21T10:06:00Z' };
    const page: Awaited<ReturnType<typeof listRedemptions>> = await listRedemptions(at(7), {
      ...range,
      ...{ limit: 2, ...(after ? { after } : {}) },
    });
    seen.push(...page.rows.map((row) => ids.indexOf(row.id)));
    after = page.next;
  }
  expect(seen).toEqual([5, 4, 3, 2, 1]);
});

it('is filtered by coupon, user, state and time', async () => {
  const other = await makeCoupon(test.db);
  expect(await minutes({ coupon_id: other.id })).toEqual([]);
  expect(await minutes({ coupon_id: `${coupon.id}-anything`, user_id: 'u1' })).toEqual([5, 3, 1]);
  expect(await minutes({ state: 'rolled_back' })).toEqual([2]);
  expect(await minutes({ state: 'redeemed' })).toEqual([4, 3, 1, 0]);
  expect(await minutes({ state: 'held' })).toEqual([6]);
  expect(await minutes({ state: 'lapsed' })).toEqual([5]);
  expect(await minutes({ state: 'lapsed' }, at(8))).toEqual([6, 5]);
  expect(await minutes({ from: '2026-11-21T10:01:00Z', to: '2026-11-21T15:48:00+05:45' })).toEqual([2, 1]);
  expect(await minutes({ from: '2026-11-21', to: '2026-11-21' })).toEqual([6, 5, 4, 3, 2, 1, 0]);
  expect(await minutes({ from: '2026-11-22' })).toEqual([]);
  expect(await minutes({ to: '2026-11-20' })).toEqual([]);
});

it('is whole for our own people, and refused without the right', async () => {
  const support = await makeUserContext(test.db, 'support');
  expect((await listRedemptions(support, { coupon_id: coupon.id })).rows).toHaveLength(8);
  await expect(listRedemptions(await makeKeyContext(test.db, ['redemptions:write']), {})).rejects.toThrow(Forbidden);
  await expect(listRedemptions(ctx, { after: 'bm9uc2Vuc2U' })).rejects.toThrow(Invalid);
});
