import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { coupons } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { checkRedemption } from './check-redemption';
import { flushRefusals } from './keep-refusal';
import { redeem } from './redeem';
import { replayCoupon } from './replay-coupon';
import { makeCoupon } from './testing';

const start = new Date('2026-11-03T10:00:00Z');
let clock = start;
const test = openTestDatabase();
const platform = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], () => clock));
const admin = prepared(() => makeUserContext(test.db, 'admin', () => clock));

type Attempt = { user: string; status: 'new' | 'active' | undefined; amount: number | null; afterMinutes: number };
type Terms = Pick<
  typeof coupons.$inferInsert,
  | 'discount'
  | 'amountOff'
  | 'maximumOff'
  | 'minimumAmount'
  | 'maxRedemptions'
  | 'redemptionsPerUser'
  | 'budget'
  | 'redemptionsPerHour'
  | 'status'
  | 'releaseAt'
  | 'expiresAt'
>;

const few = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: null });
const inHours = (hours: number | null) => (hours === null ? null : new Date(start.getTime() + hours * 3_600_000));

const anyTerms: fc.Arbitrary<Terms> = fc
  .record({
    discount: fc.integer({ min: 1, max: 100 }),
    amountOff: few(500),
    maximumOff: few(400),
    minimumAmount: few(600),
    maxRedemptions: few(8),
    redemptionsPerUser: few(3),
    budget: few(2_000),
    redemptionsPerHour: few(5),
    status: fc.constantFrom('available' as const, 'available' as const, 'available' as const, 'unavailable' as const),
    release: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null, freq: 2 }),
    lasts: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null, freq: 2 }),
  })
  .map(({ release, lasts, amountOff, ...terms }) => ({
    ...terms,
    ...(amountOff === null ? { amountOff } : { amountOff, discount: 0, maximumOff: null }),
    releaseAt: inHours(release),
    expiresAt: inHours(lasts === null ? null : (release ?? 0) + lasts),
  }));

/** A user without an amount asks once: a second such refusal of a day is kept as the first. */
const anyAttempts: fc.Arbitrary<Attempt[]> = fc
  .array(
    fc.record({
      user: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      status: fc.constantFrom('new' as const, 'active' as const, undefined),
      amount: fc.option(fc.integer({ min: 1, max: 100 }), { nil: null, freq: 8 }),
      afterMinutes: fc.integer({ min: 1, max: 45 }),
    }),
    { minLength: 4, maxLength: 24 },
  )
  .map((attempts) =>
    attempts.map((attempt, at) => {
      const asked = attempts.slice(0, at).some(({ user, amount }) => user === attempt.user && amount === null);
      // Amounts differ, so that each refusal is one of its own.
      return { ...attempt, amount: attempt.amount === null && !asked ? null : (attempt.amount ?? 1) * 30 + at };
    }),
  );

/** What came off, or null where it was refused. A check that comes before has to answer the same. */
async function attemptAt(code: string, { user, status, amount }: Attempt): Promise<{ off: number } | null> {
  const asked = {
    code,
    user: { id: user, ...(status ? { status } : {}) },
    purchase: amount === null ? {} : { amount },
  };
  const { redeemable } = await checkRedemption(platform, asked);
  const taken = await redeem(platform, asked).catch(() => null);
  expect(taken !== null).toBe(redeemable);
  return taken && { off: taken.amountOff ?? 0 };
}

const audiences = fc.constantFrom('everyone' as const, 'new' as const);

it('the replay of a change answers what a redeem would have answered to the same attempts', {
  timeout: 300_000,
}, async () => {
  const property = fc.asyncProperty(
    anyTerms,
    anyTerms,
    audiences,
    anyAttempts,
    async (old, next, audience, attempts) => {
      clock = start;
      const before = await makeCoupon(test.db, { ...old, audience });
      const times: Date[] = [];
      const then: ({ off: number } | null)[] = [];
      for (const attempt of attempts) {
        clock = new Date(clock.getTime() + attempt.afterMinutes * 60_000);
        times.push(clock);
        then.push(await attemptAt(before.code, attempt));
      }
      await flushRefusals(test.db);
      const taken = then.flatMap((answer) => answer ?? []);
      const spent = taken.reduce((sum, { off }) => sum + off, 0);
      const change = {
        ...next,
        // A limit below what is used is refused before it is tried.
        maxRedemptions: next.maxRedemptions ? Math.max(next.maxRedemptions, taken.length) : null,
        budget: next.budget ? Math.max(next.budget, spent, 1) : null,
      };
      const replayed = await replayCoupon(admin, { id: before.id, ...change } as Parameters<typeof replayCoupon>[1]);

      const after = await makeCoupon(test.db, { ...change, audience });
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
      expect(replayed).toMatchObject({ ...expected, unknown: 0 });
    },
  );
  await fc.assert(property, { numRuns: 25 });
});
