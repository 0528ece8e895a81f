import fc from 'fast-check';
import type { coupons } from '@/db/schema/coupons';

export const start = new Date('2026-11-03T10:00:00Z');
/** The plans and films that are bought, linked and asked for: each is named by its place here. */
export const names = ['Replayed Basic', 'Replayed Gold', 'Replayed Family'];
export const films = ['Replayed rent', 'Replayed purchase'];

type Bought = { kind: 'plan' | 'plan name' | 'film' | 'nothing' | 'groups'; which: number };
export type Attempt = {
  user: string;
  status: 'new' | 'active' | undefined;
  groups: number[];
  bought: Bought;
  amount: number | null;
  afterMinutes: number;
};
export type Audience = { audience: 'everyone' | 'new' | 'members'; members: number[] };
/** What it is linked to, by their places. */
export type Linked = { plans: number[]; films: number[] };
export type Terms = Pick<
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

export const anyTerms: fc.Arbitrary<Terms> = fc
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

export const place = (of: string[]) => fc.nat(of.length - 1);

export const anyAudience: fc.Arbitrary<Audience> = fc.oneof(
  fc.constantFrom<Audience>({ audience: 'everyone', members: [] }, { audience: 'new', members: [] }),
  fc.uniqueArray(place(names), { minLength: 1 }).map((members): Audience => ({ audience: 'members', members })),
);
export const anyLinked: fc.Arbitrary<Linked> = fc.record({
  plans: fc.uniqueArray(place(names), { maxLength: 2 }),
  films: fc.uniqueArray(place(films), { maxLength: 1 }),
});

/** A user without an amount asks once: a second such refusal of a day is kept as the first. */
export const anyAttempts: fc.Arbitrary<Attempt[]> = fc
  .array(
    fc.record({
      user: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      status: fc.constantFrom('new' as const, 'active' as const, undefined),
      groups: fc.uniqueArray(place(names), { maxLength: 2 }),
      bought: fc.record({
        kind: fc.constantFrom(
          'plan' as const,
          'plan name' as const,
          'film' as const,
          'nothing' as const,
          'groups' as const,
        ),
        which: fc.nat(5),
      }),
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
