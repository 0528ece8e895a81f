import { afterAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { checkRedemption } from './check-redemption';
import { redeem } from './redeem';
import { findInconsistencies, makeCodes, makeCoupon } from './testing';

const test = openTestDatabase();
const ctx = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write'], () => now));
const now = new Date('2026-11-21T10:00:00Z');

afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
});

describe('check', () => {
  it('takes nothing, and answers what comes off', async () => {
    const coupon = await makeCoupon(test.db, { discount: 33, maxRedemptions: 1 });
    const ask = (amount?: number) =>
      checkRedemption(ctx, { code: coupon.code, user: { id: 'u' }, ...(amount === undefined ? {} : { amount }) });
    expect((await ask()).discount).toEqual({
      percent: 33,
      amountOff: null,
      duration: 'once',
      cycles: 0,
      off: null,
      due: null,
      cappedBy: null,
      missing: ['purchase.amount'],
    });
    expect((await ask(999)).discount).toMatchObject({ off: 329, due: 670, missing: [] });
    expect((await ask(0)).discount).toMatchObject({ off: 0, due: 0 });
    const all = (await ask(Number.MAX_SAFE_INTEGER)).discount;
    expect((all?.off ?? 0) + (all?.due ?? 0)).toBe(Number.MAX_SAFE_INTEGER);
    expect((await ask()).redeemable).toBe(true);
  });

  it('knows only that an unknown code does not exist', async () => {
    expect(await checkRedemption(ctx, { code: 'nobody-has-this', user: { id: 'u' } })).toEqual({
      redeemable: false,
      discount: null,
      reasons: [
        {
          rule: 'exists',
          passed: false,
          expected: 'a coupon or an issued code',
          actual: null,
          message: 'No coupon and no issued code reads like this.',
          code: 'code_unknown',
        },
      ],
      validUntil: null,
      helpUrl: null,
    });
  });

  it("does not show an integrator whose another one's redemption is", async () => {
    const scopes = ['redemptions:read', 'redemptions:write'] as const;
    const other = await makeKeyContext(test.db, [...scopes]);
    const coupon = await makeCoupon(test.db, { uniqueRedemption: true });
    const [used, held] = await makeCodes(test.db, coupon.id, 2);
    const { id } = await redeem(other, { code: used?.code ?? '', user: { id: 'their-user' } });
    await redeem(other, { code: held?.code ?? '', user: { id: 'their-holder' }, hold_seconds: 600 });
    for (const code of [used?.code ?? '', held?.code ?? '']) {
      const seen = JSON.stringify([
        await checkRedemption(ctx, { code, user: { id: 'u' } }),
        await redeem(ctx, { code, user: { id: 'u' } }).catch((error) => [error.message, error.details]),
      ]);
      expect(seen).not.toMatch(/their-/);
      expect(JSON.stringify(await checkRedemption(other, { code, user: { id: 'u' } }))).toMatch(/their-/);
    }
    const again = await checkRedemption(ctx, { code: coupon.code, user: { id: 'their-user' } });
    const rule = again.reasons.find((reason) => reason.rule === 'unique_user');
    expect(rule).toMatchObject({ passed: false, actual: 'redeemed before' });
    expect(JSON.stringify(again)).not.toContain(`redemption ${id}`);
  });

  it('is refused to a key that can only redeem', async () => {
    const blind = await makeKeyContext(test.db, ['redemptions:write']);
    await expect(checkRedemption(blind, { code: 'x', user: { id: 'u' } })).rejects.toThrow(Forbidden);
  });
});
