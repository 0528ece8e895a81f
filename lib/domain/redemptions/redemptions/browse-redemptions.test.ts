import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { toCsv } from '@/lib/core/csv';
import { Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import type { TableFile } from '@/lib/core/table-file';
import { groupCode } from '@/lib/domain/coupons/codes/alphabet';
import { generateCode } from '@/lib/domain/coupons/codes/generate-code';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { bookCycle } from './book-cycle';
import { browseRedemptions, listRedemptionChoices } from './browse-redemptions';
import { confirmRedemption } from './confirm-redemption';
import { exportRedemptions } from './export-redemptions';
import type { BrowseRedemptionsInput } from './filter-schemas';
import { getRedemptionDetails } from './get-redemption-details';
import { normalizeRedemptionSearch } from './normalize-redemption-search';
import { redeem } from './redeem';
import { rollBackRedemption } from './roll-back-redemption';
import { makeCode, makeCoupon, makePrice } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const support = prepared(() => makeUserContext(test.db, 'support'));
const platform = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']));
const start = new Date('2026-11-21T10:00:00Z');
const at = <C extends Context>(minutes: number, who: C): C => ({
  ...who,
  now: () => new Date(start.getTime() + minutes * 60_000),
});

const idsOf = async (input: BrowseRedemptionsInput, who = at(60, support)) =>
  (await browseRedemptions(who, input)).rows.map(({ id }) => id);
const textOf = async (rows: TableFile['rows']) => {
  let text = '';
  for await (const some of rows) text += toCsv(some);
  return text;
};

/** One of each state, on a coupon of their own. */
async function makeEach() {
  const coupon = await makeCoupon(test.db, { duration: 'repeating', cycles: 3 });
  const code = await makeCode(test.db, coupon.id);
  const price = await makePrice(test.db);
  const who = { user: { id: `=user-${coupon.id}` } };
  const used = await redeem(at(0, platform), { code: code.code, ...who, tvod_price_id: price.id });
  const back = await redeem(at(1, admin), { code: coupon.code, ...who });
  await rollBackRedemption(at(2, admin), { id: back.id, reason: 'Payment failed' });
  const held = await redeem(at(3, platform), { code: coupon.code, ...who, hold_seconds: 3600 });
  const expired = await redeem(at(4, platform), { code: coupon.code, ...who, hold_seconds: 60 });
  return { coupon, code, price, used: used.id, back: back.id, held: held.id, expired: expired.id, user: who.user.id };
}

describe('the list', () => {
  it('of some days is read page by page both ways, in the order of its instants', async () => {
    const { id: couponId } = await makeCoupon(test.db);
    await test.sql`insert into redemptions (coupon_id, user_ref, unique_user, discount, created_at, confirmed_at)
      select ${couponId}, 'u' || n, false, 25, at, at
      from (select n, timestamptz '2026-01-05 06:00Z' - n * interval '1 minute' as at from generate_series(1, 120) n) s`;
    const rows = await test.sql<{ id: number }[]>`
      select id::int from redemptions where coupon_id = ${couponId} order by created_at desc`;
    const expected = rows.map(({ id }) => id);
    for (const [sort, whole] of [
      ['newest', expected],
      ['oldest', expected.toReversed()],
    ] as const) {
      const days = { couponId, from: '2026-01-05', to: '2026-01-05', sort };
      const pages = [await browseRedemptions(at(0, support), days)];
      for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
        pages.push(await browseRedemptions(at(0, support), { ...days, after: next }));
      }
      expect(pages.flatMap((page) => page.rows.map(({ id }) => id))).toEqual(whole);
      const back = await browseRedemptions(at(0, support), { ...days, after: pages.at(-1)?.previous ?? '' });
      expect(back.rows.map(({ id }) => id)).toEqual(whole.slice(50, 100));
    }
  });

  it('is narrowed by state, coupon, code, user, last four, integrator and day, and sorted both ways', async () => {
    const { coupon, code, price, used, back, held, expired, user } = await makeEach();
    const couponId = coupon.id;
    expect(await idsOf({ couponId })).toEqual([expired, held, back, used]);
    expect(await idsOf({ couponId, sort: 'oldest' })).toEqual([used, back, held, expired]);
    expect(await idsOf({ search: user })).toEqual([expired, held, back, used]);
    expect(await idsOf({ couponId, search: code.code.slice(-4).toLowerCase() })).toEqual([used]);
    expect(await idsOf({ search: code.code.slice(-4) })).toContain(used);
    expect(await idsOf({ search: code.code })).toEqual([]);
    expect(await idsOf({ codeId: code.id })).toEqual([used]);
    expect(await idsOf({ couponId, integratorId: platform.actor.integratorId })).toEqual([expired, held, used]);
    expect(await idsOf({ couponId, state: 'held' })).toEqual([held]);
    expect(await idsOf({ couponId, state: 'lapsed' })).toEqual([expired]);
    expect(await idsOf({ couponId, from: '2026-11-21', to: '2026-11-21' })).toHaveLength(4);
    expect(await idsOf({ couponId, to: '2026-11-20' })).toEqual([]);
    const [row] = (await browseRedemptions(support, { codeId: code.id })).rows;
    expect(row).toMatchObject({
      codeLastFour: code.code.slice(-4),
      tvodPriceName: price.name,
      integratorName: platform.actor.integratorName,
    });
    expect(await listRedemptionChoices(support, { couponId, codeId: code.id })).toMatchObject({
      coupon: { code: coupon.code },
      code: { lastFour: code.code.slice(-4) },
    });
  });

  it('goes page by page and back', async () => {
    const coupon = await makeCoupon(test.db);
    for (let n = 0; n < 52; n++) await redeem(platform, { code: coupon.code, user: { id: `page-${n}` } });
    const first = await browseRedemptions(support, { couponId: coupon.id });
    const second = await browseRedemptions(support, { couponId: coupon.id, after: first.next ?? '' });
    const again = await browseRedemptions(support, { couponId: coupon.id, after: second.previous ?? '' });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 2, null]);
    expect(again.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    await expect(browseRedemptions(support, { after: 'nonsense' })).rejects.toThrow(Invalid);
  });

  it('is exported as it is filtered, safe for a spreadsheet, and that is written down without the user', async () => {
    const { coupon, user, used, code } = await makeEach();
    const file = await exportRedemptions(at(60, support), { couponId: coupon.id, search: user });
    const lines = (await textOf(file.rows)).trim().split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines.at(-1)).toContain(`${used},redeemed,${coupon.id},${coupon.code},${code.code.slice(-4)},'${user},`);
    expect(lines.join()).not.toContain(code.code);
    const [row] = await test.db
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.action, 'redemptions.exported'), eq(auditEvents.userId, support.actor.id)));
    expect(row?.data).toEqual({ filter: { couponId: coupon.id, searched: true } });
  });
});

describe('a search that somebody types', () => {
  it('becomes the number of a pasted code, stays a known user, and else keeps its last four only', async () => {
    const { code, user } = await makeEach();
    const normalize = (text: string) => normalizeRedemptionSearch(support, { text });
    expect(await normalize(groupCode(code.code).toLowerCase())).toEqual({ by: 'code', codeId: code.id });
    expect(await normalize(user)).toEqual({ by: 'user', search: user });
    const other = generateCode();
    expect(await normalize(groupCode(other))).toEqual({ by: 'last_four', search: other.slice(-4) });
  });
});

describe('a search by number', () => {
  it('finds the redemption as it is named, next to users whose id has the number in it', async () => {
    const { used, held } = await makeEach();
    expect(await idsOf({ search: `#${used}` })).toEqual([used]);
    const search = `#${held}`;
    const coupon = await makeCoupon(test.db);
    const { id } = await redeem(platform, { code: coupon.code, user: { id: `account ${search}` } });
    expect(await idsOf({ search })).toEqual([id, held]);
    expect(await normalizeRedemptionSearch(support, { text: '#1234567' })).toEqual({ by: 'user', search: '#1234567' });
  });
});

describe('C12: a search by a part of a user id', () => {
  it.each(['buyer.two@', 'BUYER.TWO', 'two@example', '.Com'])('finds the user by %s, in any case', async (text) => {
    const coupon = await makeCoupon(test.db);
    const { id } = await redeem(platform, { code: coupon.code, user: { id: 'Buyer.Two@Example.com' } });
    await redeem(platform, { code: coupon.code, user: { id: 'Buyer-Two-Example' } });
    const normalized = await normalizeRedemptionSearch(support, { text });
    expect(normalized).toEqual({ by: 'user', search: text });
    expect(await idsOf({ couponId: coupon.id, search: text })).toEqual([id]);
  });

  it('takes a wildcard as it is', async () => {
    const coupon = await makeCoupon(test.db);
    await redeem(platform, { code: coupon.code, user: { id: 'under-score' } });
    expect(await idsOf({ couponId: coupon.id, search: 'under_score' })).toEqual([]);
  });
});

describe('one redemption', () => {
  it('lists what happened to it, by whom and why', async () => {
    const coupon = await makeCoupon(test.db, { duration: 'repeating', cycles: 3 });
    const { id } = await redeem(at(0, platform), { code: coupon.code, user: { id: 'u' }, hold_seconds: 600 });
    await confirmRedemption(at(1, platform), { id });
    await bookCycle(at(2, platform), { id, number: 1 });
    await rollBackRedemption(at(3, admin), { id, reason: 'Refunded' });
    const found = await getRedemptionDetails(support, { id });
    const by = platform.actor.integratorName;
    expect(found.events.map(({ change, by, reason, cycle }) => [change, by, reason, cycle])).toEqual([
      ['held', by, null, null],
      ['confirmed', by, null, null],
      ['cycle_booked', by, null, 1],
      ['rolled_back', admin.actor.name, 'Refunded', null],
    ]);
    expect(found).toMatchObject({ state: 'rolled_back', bookedCycles: 1, sale: null });
  });

  it('expired at the end of its hold, whether or not its row says so yet, and nobody did it', async () => {
    const coupon = await makeCoupon(test.db, { maxRedemptions: 1 });
    const { id } = await redeem(at(0, platform), { code: coupon.code, user: { id: 'a' }, hold_seconds: 60 });
    const ended = { change: 'lapsed', at: new Date(start.getTime() + 60_000).toISOString(), by: null };
    expect((await getRedemptionDetails(at(5, support), { id })).events.at(-1)).toMatchObject(ended);
    await redeem(at(9, platform), { code: coupon.code, user: { id: 'b' } });
    const events = (await getRedemptionDetails(at(10, support), { id })).events;
    expect(events.map(({ change }) => change)).toEqual(['held', 'lapsed']);
    expect(events.at(-1)).toMatchObject(ended);
  });
});

it('is read by the desk and rolled back by admins only', async () => {
  const { used } = await makeEach();
  for (const role of ['support', 'viewer'] as const) {
    const who = await makeUserContext(test.db, role);
    expect((await getRedemptionDetails(who, { id: used })).id).toBe(used);
    await expect(rollBackRedemption(who, { id: used, reason: 'x' })).rejects.toThrow(Forbidden);
  }
  const stranger = (await makeKeyContext(test.db, ['coupons:read'])) as unknown as Context<UserActor>;
  await expect(browseRedemptions(stranger, {})).rejects.toThrow(Forbidden);
  await expect(getRedemptionDetails(stranger, { id: used })).rejects.toThrow(Forbidden);
  await expect(exportRedemptions(stranger, {})).rejects.toThrow(Forbidden);
  await expect(normalizeRedemptionSearch(stranger, { text: 'a' })).rejects.toThrow(Forbidden);
  await expect(listRedemptionChoices(stranger, {})).rejects.toThrow(Forbidden);
  await expect(getRedemptionDetails(admin, { id: 999_999 })).rejects.toThrow(NotFound);
});
