import { inArray } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { createIntegratorKeyInput } from '@/lib/domain/access/integrators/schemas';
import { type CreatedKey, makeIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertCanGive, rightsToGiveScopes } from '@/lib/platform/context/permissions';
import { testCoupons } from './fill-test-database';
import { makeInTestMode } from './make-in-test-mode';
import { createTestKeyInput } from './schemas';

const creditPaisa = 10_000_000;

/**
 * Makes a key of an integrator for test mode, with credit there. The key is in this answer and nowhere else.
 * @throws Forbidden (also a scope that holds what the actor lacks), NotFound, Conflict `test_mode_off`
 */
export const createTestKey = operation(
  'integrators.write',
  createTestKeyInput,
  async (ctx, { integratorId, ...input }): Promise<CreatedKey> => {
    assertCanGive(ctx, rightsToGiveScopes(input.scopes));
    const { keyName, scopes } = input;
    return makeInTestMode(ctx, { integratorId, keyName, scopes }, async (tx, { name }) => {
      const couponIds = await readTestCoupons(tx);
      // A clock that is moved by years ends no key: nobody could set it back then.
      const more = { name, creditPaisa, couponIds, expiresAt: null };
      return makeIntegratorKey(tx, createIntegratorKeyInput.parse({ ...input, ...more }), 'test');
    });
  },
  { freshProof: true },
);

async function readTestCoupons({ db }: Context): Promise<number[]> {
  const rows = await db.select({ id: coupons.id }).from(coupons).where(inArray(coupons.code, testCoupons));
  return rows.map(({ id }) => id);
}
