import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type OpenDatabase } from '@/db/client';
import { openTestDatabase } from '@/db/testing';
import { databaseFault } from '@/lib/core/database-errors';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { redeem } from './redeem';
import { rollBackRedemption } from './roll-back-redemption';
import { findInconsistencies, makeCode, makeCoupon } from './testing';

const test = openTestDatabase({ max: 8 });
let platform: Context<KeyActor>;
let hurried: OpenDatabase;
beforeAll(async () => {
  platform = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']);
  hurried = createDatabase(test.url, { waits: { lockMs: 200 } });
});
afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
  await hurried.close();
});

/** Another transaction that holds a row until it is let go of. */
async function hold(table: 'coupons' | 'codes', id: number): Promise<() => Promise<void>> {
  const holder = await test.sql.reserve();
  await holder`begin`;
  await holder`select from ${holder(table)} where id = ${id} for update`;
  return async () => {
    await holder`rollback`;
    holder.release();
  };
}

let serial = 0;
const order = (code: string) => ({ code, user: { id: `user-${++serial}` }, idempotencyKey: `order-${serial}` });

describe('a row that somebody else holds', () => {
  it('stops those who redeem its coupon, and nobody else', async () => {
    const [held, free] = await Promise.all([makeCoupon(test.db, { maxRedemptions: 30 }), makeCoupon(test.db)]);
    const release = await hold('coupons', held.id);
    const order0 = order(held.code);
    const waiting = Array.from({ length: 40 }, (_, index) => redeem(platform, index === 0 ? order0 : order(held.code)));
    const ends = Promise.allSettled(waiting);
    // None of these would end before the row is let go of, if they waited for it.
    for (let round = 0; round < 5; round += 1) {
      const others = Array.from({ length: 20 }, () => redeem(platform, order(free.code)));
      for (const { state } of await Promise.all(others)) expect(state).toBe('redeemed');
    }
    await release();
    const results = await ends;
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ reason: 'limit_reached' });
    }
    const replayed = await redeem(platform, order0).catch((error) => error.reason);
    expect(replayed).toSatisfy((again) => again === 'limit_reached' || again.replayed);
  });

  it('stops those who roll back its redemptions, and no other', async () => {
    const [held, free] = [await makeCoupon(test.db), await makeCoupon(test.db)];
    const made = async (code: string) => (await redeem(platform, order(code))).id;
    const of = {
      held: await Promise.all(Array.from({ length: 8 }, () => made(held.code))),
      free: await made(free.code),
    };
    const release = await hold('coupons', held.id);
    const reason = 'Wrong customer';
    const waiting = of.held.map((id) => rollBackRedemption(platform, { id, reason }));
    await rollBackRedemption(platform, { id: of.free, reason });
    expect((await redeem(platform, order(free.code))).state).toBe('redeemed');
    await release();
    await Promise.all(waiting);
    expect(await test.sql`select redemption_count from coupons where id = ${held.id}`).toEqual([
      { redemption_count: 0 },
    ]);
  });

  it('stops who redeems a code, and not the others of its coupon', async () => {
    const coupon = await makeCoupon(test.db);
    const [held, free] = [await makeCode(test.db, coupon.id), await makeCode(test.db, coupon.id)];
    const release = await hold('codes', held.id);
    const waiting = redeem(platform, order(held.code));
    expect((await redeem(platform, order(free.code))).state).toBe('redeemed');
    await release();
    expect((await waiting).state).toBe('redeemed');
  });

  it('is waited for as long as the settings say; then nothing was done', async () => {
    const coupon = await makeCoupon(test.db);
    const release = await hold('coupons', coupon.id);
    const late = { ...platform, db: hurried.db };
    const orders = Array.from({ length: 10 }, () => order(coupon.code));
    const results = await Promise.allSettled(orders.map((one) => redeem(late, one)));
    for (const result of results) {
      expect(result.status === 'rejected' && databaseFault(result.reason)).toBe('contended');
    }
    await release();
    const again = await Promise.all(orders.map((one) => redeem(late, one)));
    for (const { replayed } of again) expect(replayed).toBe(false);
  });

  it('of many coupons at once stops none of the rest', async () => {
    const held = await Promise.all(Array.from({ length: 8 }, () => makeCoupon(test.db)));
    const free = await makeCoupon(test.db);
    const releases = await Promise.all(held.slice(0, 4).map(({ id }) => hold('coupons', id)));
    const late = { ...platform, db: hurried.db };
    const waiting = Promise.allSettled(held.slice(0, 4).map(({ code }) => redeem(late, order(code))));
    for (const { code } of [...held.slice(4), free]) expect((await redeem(late, order(code))).state).toBe('redeemed');
    for (const { status } of await waiting) expect(status).toBe('rejected');
    for (const release of releases) await release();
  });
});
