import { beforeAll, expect, it } from 'vitest';
import { settings } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { RateLimited } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { Context } from '@/lib/platform/context/context';
import { checkRedemption } from './check-redemption';
import { redeem } from './redeem';
import { makeCode, makeCoupon } from './testing';

const test = openTestDatabase();
const allowed = 5;
let now = new Date('2026-11-21T10:00:00Z');
const clock = () => now;
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};

beforeAll(() => test.db.insert(settings).values({ id: 1, wrongCodesPerMinute: allowed }));

const makeReader = () => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], clock);
const ways = {
  redeem: (ctx: Context, code: string) => redeem(ctx, { code, user: { id: 'u' } }),
  check: (ctx: Context, code: string) => checkRedemption(ctx, { code, user: { id: 'u' } }),
};
const answerOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

it.each(Object.entries(ways))(
  'after the unknown codes of a minute, %s refuses every code until it is over',
  async (_, ask) => {
    const ctx = await makeReader();
    const coupon = await makeCoupon(test.db);
    for (let guess = 0; guess < allowed; guess += 1) {
      later(1);
      expect(await answerOf(ask(ctx, `guess-${guess}`))).not.toBeInstanceOf(RateLimited);
    }
    // The window began with the first one.
    expect(await answerOf(ask(ctx, coupon.code))).toMatchObject({ retryAfterSeconds: 56 });
    for (const other of Object.values(ways))
      expect(await answerOf(other(ctx, coupon.code))).toBeInstanceOf(RateLimited);
    expect(await answerOf(ask(await makeReader(), coupon.code))).toBeNull();
    later(56);
    expect(await answerOf(ask(ctx, coupon.code))).toBeNull();
    // A new minute, with as many.
    for (let guess = 0; guess < allowed; guess += 1) {
      expect(await answerOf(ask(ctx, `more-${guess}`))).not.toBeInstanceOf(RateLimited);
    }
    expect(await answerOf(ask(ctx, coupon.code))).toBeInstanceOf(RateLimited);
    later(120);
  },
);

it('counts no code that exists, and nobody at the desk', async () => {
  const ctx = await makeReader();
  const coupon = await makeCoupon(test.db);
  const used = await makeCode(test.db, coupon.id);
  await redeem(ctx, { code: used.code, user: { id: 'u' } });
  const admin = await makeUserContext(test.db, 'admin', clock);
  for (let attempt = 0; attempt < 3 * allowed; attempt += 1) {
    expect(await answerOf(ways.redeem(ctx, used.code))).not.toBeInstanceOf(RateLimited);
    expect(await answerOf(ways.check(admin, `desk-${attempt}`))).toBeNull();
  }
});

it('loses no count to requests that come together', async () => {
  const ctx = await makeReader();
  const guesses = Array.from({ length: allowed }, (_, nth) => answerOf(ways.check(ctx, `together-${nth}`)));
  for (const answer of await Promise.all(guesses)) expect(answer).toBeNull();
  expect(await answerOf(ways.check(ctx, 'one-more'))).toBeInstanceOf(RateLimited);
});
