import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { checkRedemption } from './check-redemption';
import { getRedemption } from './get-redemption';
import { redeem } from './redeem';
import { linkNewGroup, makeCoupon, makePrice } from './testing';

const test = openTestDatabase();
const ctx = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']));

it('takes off what check said, whatever the amount and the percentage', async () => {
  const asked = fc.record({
    amount: fc.maxSafeNat(),
    discount: fc.integer({ min: 1, max: 10_000 }).map((points) => points / 100),
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ amount, discount }) => {
      const coupon = await makeCoupon(test.db, { discount });
      const input = { code: coupon.code, user: { id: 'u' }, amount };
      const checked = await checkRedemption(ctx, input);
      const taken = await redeem(ctx, input);
      expect(taken).toMatchObject({ amount, amountOff: checked.discount?.off });
      expect(await getRedemption(ctx, { id: taken.id })).toMatchObject({
        amount,
        amountOff: checked.discount?.off,
      });
    }),
    { numRuns: 40, examples: [[{ amount: Number.MAX_SAFE_INTEGER, discount: 100 }], [{ amount: 0, discount: 1 }]] },
  );
});

it("counts the TVOD price's own price without an amount, on check and on redeem alike", async () => {
  const coupon = await makeCoupon(test.db, { discount: 33 });
  const price = await makePrice(test.db);
  const input = { code: coupon.code, user: { id: 'u' }, tvod_price_id: price.id };
  expect((await checkRedemption(ctx, input)).discount).toMatchObject({ off: 32_670, due: 66_330 });
  expect(await redeem(ctx, input)).toMatchObject({ amount: 99_000, amountOff: 32_670 });
  expect(await redeem(ctx, { ...input, amount: 100 })).toMatchObject({ amount: 100, amountOff: 33 });
  expect(await redeem(ctx, { code: coupon.code, user: { id: 'u' } })).toMatchObject({ amount: null, amountOff: null });
});

it('answers the same again for the same key and amount, and refuses another amount', async () => {
  const coupon = await makeCoupon(test.db);
  const input = { code: coupon.code, user: { id: 'u' }, amount: 999, idempotencyKey: 'order-7' };
  const first = await redeem(ctx, input);
  expect(await redeem(ctx, input)).toEqual({ ...first, replayed: true });
  await expect(redeem(ctx, { ...input, amount: 1 })).rejects.toMatchObject({ reason: 'idempotency_key_reused' });
});

it('keeps which linked group let the user in, and none where anyone may', async () => {
  const coupon = await makeCoupon(test.db);
  const groupOf = async (user: { id: string; groups: string[] }) => {
    const { id } = await redeem(ctx, { code: coupon.code, user });
    const [row] = await test.db.execute<{ group: string | null }>(
      sql`select user_group_id as "group" from redemptions where id = ${id}`,
    );
    return row?.group;
  };
  expect(await groupOf({ id: 'a', groups: ['Anything'] })).toBeNull();
  const [gold, silver] = [await linkNewGroup(test.db, coupon.id), await linkNewGroup(test.db, coupon.id)];
  expect(await groupOf({ id: 'b', groups: ['Other', silver.name.toUpperCase()] })).toBe(String(silver.id));
  expect(await groupOf({ id: 'c', groups: [`${gold.id}-gold`] })).toBe(String(gold.id));
});
