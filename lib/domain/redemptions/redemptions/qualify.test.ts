import { beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { makeRandom } from '@/test/random';
import { checkRedemption } from './check-redemption';
import { qualify } from './qualify';
import { redeem } from './redeem';
import { linkNewGroup, makeCoupon, makePrice } from './testing';

const test = openTestDatabase();
const ctx = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']));
beforeEach(() => test.sql`update coupons set deleted_at = now()`);

const user = { id: 'u1' };
const codesOf = async (input: Parameters<typeof qualify>[1]) => (await qualify(ctx, input)).map(({ code }) => code);

describe('the coupons that fit a purchase', () => {
  it('begin with what takes off most, and with what ends first of those that take off the same', async () => {
    const half = await makeCoupon(test.db, { discount: 50, maximumOff: 10_000 });
    const quarter = await makeCoupon(test.db, { discount: 25 });
    const amount = await makeCoupon(test.db, { discount: 0, amountOff: 30_000 });
    const soon = await makeCoupon(test.db, { discount: 25, expiresAt: new Date(Date.now() + 60_000) });
    const found = await qualify(ctx, { user, purchase: { amount: 100_000 } });
    expect(found.map(({ code }) => code)).toEqual([amount.code, soon.code, quarter.code, half.code]);
    expect(found.map(({ discount }) => discount.off)).toEqual([30_000, 25_000, 25_000, 10_000]);
    expect(found[3]?.discount).toMatchObject({ percent: 50, due: 90_000, cappedBy: 'maximum_off', missing: [] });
    expect(await codesOf({ user })).toEqual([half.code, soon.code, quarter.code, amount.code]);
  });

  it.each([0, 1001])(
    'are those that a check lets pass, whatever the rules and the purchase, next to %i others',
    async (others) => {
      await test.sql`
      insert into coupons (code, discount_bp, duration, audience)
      select ${`for-the-lapsed-${others}-`} || n, 5000, 'once', 'lapsed' from generate_series(1, ${others}::int) n`;
      const random = makeRandom(12);
      const pick = <T>(...choices: T[]): T => choices[random(choices.length)] as T;
      const price = await makePrice(test.db);
      const plans = [];
      const coupons = [];
      for (let nth = 0; nth < 40; nth += 1) {
        const isAmount = pick(true, false, false);
        const coupon = await makeCoupon(test.db, {
          ...(isAmount ? { discount: 0, amountOff: pick(1, 5_000, 200_000) } : { discount: pick(0.01, 12.5, 100) }),
          ...(isAmount ? {} : { maximumOff: pick(null, null, 7_000) }),
          status: pick('available', 'available', 'available', 'unavailable'),
          security: pick('public', 'public', 'public', 'restricted'),
          releaseAt: pick(null, null, new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)),
          expiresAt: pick(null, null, new Date(Date.now() + 120_000)),
          maxRedemptions: pick(null, null, 1),
          redemptionsPerUser: pick(null, null, 1, 2),
          minimumAmount: pick(null, null, 30_000),
          budget: pick(null, null, 9_000),
          audience: pick('everyone', 'everyone', 'everyone', 'new', 'active'),
        });
        coupons.push(coupon);
        if (pick(true, false, false)) plans.push(await linkNewGroup(test.db, coupon.id));
        if (pick(true, false, false, false)) {
          await test.sql`insert into coupon_tvod_prices (coupon_id, tvod_price_id) values (${coupon.id}, ${price.id})`;
        }
        if (pick(true, false, false)) {
          await redeem(ctx, { code: coupon.code, user, purchase: { amount: 9_000, plan: plans.at(-1)?.name } }).catch(
            () => null,
          );
        }
      }
      const purchases = [
        undefined,
        { amount: 50_000 },
        { amount: 20_000, plan: plans[0]?.name },
        { plan: plans[1]?.id },
        { tvod_price: price.id },
        { amount: 0 },
      ];
      for (const purchase of purchases) {
        for (const who of [user, { id: 'u2', status: 'new' as const, groups: [plans[2]?.name ?? ''] }]) {
          const passing = [];
          for (const { code, security } of coupons) {
            const checked = await checkRedemption(ctx, { code, user: who, purchase });
            if (checked.redeemable && security === 'public') passing.push({ code, off: checked.discount?.off });
          }
          const found = await qualify(ctx, { user: who, purchase });
          expect(found.map(({ code }) => code).toSorted()).toEqual(passing.map(({ code }) => code).toSorted());
          const offs = found.map(({ discount }) => discount.off ?? -1);
          expect(offs).toEqual(offs.toSorted((a, b) => b - a));
        }
      }
    },
  );

  it('are the best fifty where more would pass, also where a cap decides', async () => {
    await test.sql`
      insert into coupons (code, discount_bp, duration, maximum_off)
      select 'capped-' || n, 100 + n * 8, 'once', 60000 - n * 50 from generate_series(1, 1100) n`;
    await test.sql`
      insert into coupons (code, discount_bp, duration) select 'plain-' || n, 1000 + n, 'once' from generate_series(1, 60) n`;
    const found = await qualify(ctx, { user, purchase: { amount: 100_000 } });
    const every = await test.sql<{ code: string }[]>`
      select code from coupons where deleted_at is null
      order by least(100000 * discount_bp / 10000, coalesce(maximum_off, 100000)) desc, discount_bp desc, id limit 50`;
    expect(found.map(({ code }) => code)).toEqual(every.map(({ code }) => code));
  });

  it('are shown to those who can read redemptions alone', async () => {
    const writer = await makeKeyContext(test.db, ['redemptions:write']);
    await expect(qualify(writer, { user })).rejects.toThrow(Forbidden);
  });
});
