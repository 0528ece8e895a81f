import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { type Conflict, RateLimited } from '@/lib/core/errors';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { Context } from '@/lib/platform/context/context';
import { redeem } from './redeem';
import { makeCode, makeCoupon } from './testing';

const test = openTestDatabase();
let now = new Date('2026-11-21T10:00:00Z');
const clock = () => now;
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};

const attempt = (ctx: Context, code: string, address?: string) => redeem(ctx, { code, user: { id: 'u' }, address });
const fail = (ctx: Context, code: string, address?: string) =>
  attempt(ctx, code, address).then(
    () => expect.fail('It was not refused.'),
    (error: Conflict | RateLimited) => error,
  );

describe('a caller that cannot read redemptions', () => {
  it('gets one answer for unknown, used, deleted and expired codes', async () => {
    const ctx = await makeKeyContext(test.db, ['redemptions:write'], clock);
    const coupon = await makeCoupon(test.db);
    const used = await makeCode(test.db, coupon.id);
    await attempt(ctx, used.code);
    const deleted = await makeCode(test.db, coupon.id, { status: 'deleted', deletedAt: now });
    const expired = await makeCoupon(test.db, { expiresAt: new Date(now.getTime() - 1) });
    const gone = await makeCoupon(test.db, { deletedAt: now });
    const answers = [];
    for (const code of ['nobody-has-this', used.code, deleted.code, expired.code, gone.code]) {
      const error = (await fail(ctx, code)) as Conflict;
      answers.push(JSON.stringify([error.status, error.reason, error.message, error.details]));
    }
    expect(new Set(answers).size).toBe(1);
  });

  it('is paused after twenty wrong codes, ever longer, right codes included, and is forgiven in the end', async () => {
    const ctx = await makeKeyContext(test.db, ['redemptions:write'], clock);
    const coupon = await makeCoupon(test.db);
    for (let guess = 1; guess <= 20; guess += 1) {
      expect(await fail(ctx, `guess-${guess}`)).not.toBeInstanceOf(RateLimited);
      later(guess === 20 ? 0 : 1);
    }
    expect(await fail(ctx, coupon.code)).toMatchObject({ retryAfterSeconds: 1 });
    const pauses = [];
    for (let round = 0; round < 3; round += 1) {
      const pause = (await fail(ctx, coupon.code)) as RateLimited;
      pauses.push(pause.retryAfterSeconds);
      later(pause.retryAfterSeconds);
      expect(await fail(ctx, 'wrong')).not.toBeInstanceOf(RateLimited);
    }
    expect(pauses).toEqual([1, 2, 4]);
    later(8);
    await attempt(ctx, coupon.code);
    later(901);
    expect(await fail(ctx, 'wrong')).not.toBeInstanceOf(RateLimited);
    await attempt(ctx, coupon.code);
  });

  it('is counted under its address too, whatever key it takes', async () => {
    const keys = await Promise.all([0, 1].map(() => makeKeyContext(test.db, ['redemptions:write'], clock)));
    const [one, two] = keys;
    if (!one || !two) throw new Error('The keys were not made.');
    for (let guess = 0; guess < 20; guess += 1) await fail(guess % 2 ? one : two, 'wrong', '2001:db8::1');
    expect(await fail(one, 'wrong', '2001:db8::2')).toBeInstanceOf(RateLimited);
    expect(await fail(one, 'wrong', '198.51.100.7')).not.toBeInstanceOf(RateLimited);
  });
});

it('does not pause a caller that can read redemptions after a few', async () => {
  const ctx = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], clock);
  for (let guess = 0; guess < 40; guess += 1) expect(await fail(ctx, 'wrong')).not.toBeInstanceOf(RateLimited);
});
