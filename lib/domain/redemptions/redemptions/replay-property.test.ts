import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import {
  type Attempt,
  type Audience,
  anyAttempts,
  anyAudience,
  anyLinked,
  anyTerms,
  films,
  type Linked,
  names,
  place,
  start,
  type Terms,
} from './any-attempts';
import { checkRedemption } from './check-redemption';
import { flushRefusals } from './keep-refusal';
import { redeem } from './redeem';
import { replayCoupon } from './replay-coupon';
import { replayLinks } from './replay-links';
import { makeCoupon } from './testing';

let clock = start;
const test = openTestDatabase();
const platform = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], () => clock));
const admin = prepared(() => makeUserContext(test.db, 'admin', () => clock));

/** Made once. */
const shop = prepared(async () => ({
  plans: await test.sql<
    { id: string; name: string }[]
  >`insert into user_groups ${test.sql(names.map((name) => ({ name })))} returning id, name`,
  prices: await test.sql<{ id: string }[]>`
    insert into tvod_prices ${test.sql(films.map((name) => ({ name, tvod_type: 'purchase', price_paisa: 700 })))} returning id`,
}));

const idAt = (rows: { id: string }[], at: number) => Number(rows[at % rows.length]?.id);
const plan = (at: number) => idAt(shop.plans, at);
const price = (at: number) => idAt(shop.prices, at);

function bodyOf(code: string, { user, status, groups, bought, amount }: Attempt) {
  const said = {
    id: user,
    groups: groups.map((at) => (at === 0 ? plan(at) : (names[at] ?? ''))),
    ...(status ? { status } : {}),
  };
  const cost = amount === null ? {} : { amount };
  const { kind, which } = bought;
  if (kind === 'groups') return { code, user: said, ...cost };
  const things = {
    plan: { plan: plan(which) },
    'plan name': { plan: (names[which % names.length] ?? '').toUpperCase() },
    film: { tvod_price: price(which) },
    nothing: {},
  };
  return { code, user: said, purchase: { ...things[kind], ...cost } };
}

/** What came off, or null where it was refused. A check that comes before has to answer the same. */
async function attemptAt(code: string, attempt: Attempt): Promise<{ off: number } | null> {
  const asked = bodyOf(code, attempt);
  const { redeemable } = await checkRedemption(platform, asked);
  const taken = await redeem(platform, asked).catch(() => null);
  expect(taken !== null).toBe(redeemable);
  return taken && { off: taken.amountOff ?? 0 };
}

async function couponOf(terms: Terms, { audience, members }: Audience, linked: Linked) {
  const coupon = await makeCoupon(test.db, { ...terms, audience, memberGroupIds: members.map(plan) });
  for (const at of linked.plans) {
    await test.sql`insert into coupon_user_groups (coupon_id, user_group_id) values (${coupon.id}, ${plan(at)})`;
  }
  for (const at of linked.films) {
    await test.sql`insert into coupon_tvod_prices (coupon_id, tvod_price_id) values (${coupon.id}, ${price(at)})`;
  }
  return coupon;
}

/** What is answered to these attempts at their times, and when each was. */
async function history(coupon: { code: string }, attempts: Attempt[]) {
  clock = start;
  const times: Date[] = [];
  const then: ({ off: number } | null)[] = [];
  for (const attempt of attempts) {
    clock = new Date(clock.getTime() + attempt.afterMinutes * 60_000);
    times.push(clock);
    then.push(await attemptAt(coupon.code, attempt));
  }
  await flushRefusals(test.db);
  return { times, then };
}

/** What really comes of these attempts under another coupon, counted as a replay counts it. */
async function replayByHand(
  after: { id: number; code: string },
  attempts: Attempt[],
  { times, then }: Awaited<ReturnType<typeof history>>,
) {
  const expected = { letIn: 0, turnedAway: 0, moreOffPaisa: 0, pauses: 0 };
  const letIn = new Set<string>();
  for (const [at, attempt] of attempts.entries()) {
    const was = then[at] ?? null;
    // Of a user who was refused and would have been let in, what was tried again is not counted.
    if (!was && letIn.has(attempt.user)) continue;
    clock = times[at] ?? clock;
    const now = await attemptAt(after.code, attempt);
    expected.moreOffPaisa += (now?.off ?? 0) - (was?.off ?? 0);
    if (now && !was) {
      expected.letIn += 1;
      letIn.add(attempt.user);
    }
    if (was && !now) expected.turnedAway += 1;
    const [row] = await test.sql`select paused_at from coupons where id = ${after.id}`;
    if (!row?.paused_at) continue;
    expected.pauses += 1;
    await updateCoupon(admin, { id: after.id, status: 'available' });
  }
  return { ...expected, unknown: 0 };
}

it('the replay of a change of terms and of who it is for answers what a redeem would have answered to the same attempts', {
  timeout: 300_000,
}, async () => {
  const property = fc.asyncProperty(
    anyTerms,
    anyTerms,
    anyAudience,
    anyAudience,
    anyLinked,
    anyAttempts,
    async (old, next, audience, newAudience, linked, attempts) => {
      const before = await couponOf(old, audience, linked);
      const was = await history(before, attempts);
      const taken = was.then.flatMap((answer) => answer ?? []);
      const spent = taken.reduce((sum, { off }) => sum + off, 0);
      const terms = {
        ...next,
        // A limit below what is used is refused before it is tried.
        maxRedemptions: next.maxRedemptions ? Math.max(next.maxRedemptions, taken.length) : null,
        budget: next.budget ? Math.max(next.budget, spent, 1) : null,
      };
      const who = { audience: newAudience.audience, memberGroupIds: newAudience.members.map(plan) };
      const change = { id: before.id, ...terms, ...who } as Parameters<typeof replayCoupon>[1];
      const replayed = await replayCoupon(admin, change);
      const after = await couponOf(terms, newAudience, linked);
      expect(replayed).toMatchObject(await replayByHand(after, attempts, was));
    },
  );
  await fc.assert(property, { numRuns: 20 });
});

it('the replay of a link answers what a redeem would have answered to the same attempts', {
  timeout: 300_000,
}, async () => {
  const property = fc.asyncProperty(
    anyTerms,
    anyAudience,
    anyLinked,
    anyAttempts,
    fc.record({
      kind: fc.constantFrom('plans' as const, 'films' as const),
      action: fc.constantFrom('link' as const, 'unlink' as const),
      which: fc.uniqueArray(place(names), { minLength: 1, maxLength: 2 }),
    }),
    async (terms, audience, linked, attempts, { kind, action, which }) => {
      const before = await couponOf(terms, audience, linked);
      const was = await history(before, attempts);
      const places = which.map((at) => at % (kind === 'plans' ? names : films).length);
      const replayed = await replayLinks(admin, {
        couponId: before.id,
        kind: kind === 'plans' ? 'user_group' : 'tvod_price',
        action,
        ids: places.map(kind === 'plans' ? plan : price),
      });
      const [now] = await test.sql<{ status: Terms['status'] }[]>`select status from coupons where id = ${before.id}`;
      const left = linked[kind].filter((at) => !places.includes(at));
      const links = { ...linked, [kind]: action === 'link' ? [...left, ...new Set(places)] : left };
      const after = await couponOf({ ...terms, status: now?.status }, audience, links);
      expect(replayed).toMatchObject(await replayByHand(after, attempts, was));
    },
  );
  await fc.assert(property, { numRuns: 20 });
});
