import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type OpenDatabase } from '@/db/client';
import { openTestDatabase } from '@/db/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { type DatabaseProxy, openDatabaseProxy } from '@/test/fakes/database-proxy';
import { redeem } from './redeem';
import { findInconsistencies, makeCoupon } from './testing';

const test = openTestDatabase();
let through: OpenDatabase;
let proxy: DatabaseProxy;
let direct: Context<KeyActor>;
let cut: Context<KeyActor>;

beforeAll(async () => {
  proxy = await openDatabaseProxy(test.url);
  through = createDatabase(proxy.url, { max: 1 });
  direct = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']);
  cut = { ...direct, db: through.db };
});
afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
  await through.close();
  await proxy.close();
});

it('a redeem that lost its answer to COMMIT answers under the same key what happened', async () => {
  const coupon = await makeCoupon(test.db, { maxRedemptions: 2 });
  const order = (key: string) => ({ code: coupon.code, user: { id: key }, idempotencyKey: key });
  await redeem(cut, order('before'));

  proxy.swallow('"lost"');
  await expect(redeem(cut, order('lost'))).rejects.toThrow(/CONNECTION|ECONN|closed/i);

  const again = await redeem(direct, order('lost'));
  expect(again).toMatchObject({ replayed: true, state: 'redeemed', userRef: 'lost' });
  const rows = await test.sql`select user_ref from redemptions where coupon_id = ${coupon.id} order by id`;
  expect(rows.map(({ user_ref }) => user_ref)).toEqual(['before', 'lost']);
  await expect(redeem(direct, order('third'))).rejects.toMatchObject({ reason: 'limit_reached' });
});
