import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Executor } from '@/db/client';
import { coupons } from '@/db/schema/coupons';
import { makeBuyer, makeStock } from '@/lib/domain/sales/sales/testing';
import { offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { KhaltiSandbox } from '@/sandbox/khalti/start-khalti-sandbox';
import { newSeed } from '@/test/random';
import { sellingSteps } from './selling-steps';
import { settlingSteps } from './settling-steps';
import { shiftSteps } from './shift-steps';
import { showingSteps } from './showing-steps';
import type { World } from './world';

async function makeGoodwillCoupon(db: Executor, value: string): Promise<number> {
  const code = value.toUpperCase().replaceAll(' ', '-');
  const [coupon] = await db
    .insert(coupons)
    .values({ code, discount: 100, duration: 'once', security: 'restricted' })
    .returning({ id: coupons.id });
  if (!coupon) throw new Error('The coupon was not made.');
  return coupon.id;
}

async function makeWorld(db: Executor, khalti: KhaltiSandbox, value: string): Promise<World> {
  const clock = { now: Date.parse('2026-11-22T06:00:00Z') };
  const now = () => new Date(clock.now);
  khalti.clearFaults();
  return {
    db,
    khalti,
    clock,
    stock: await makeStock(db, 3),
    khaltiProduct: await offerKhaltiProduct(db, khalti, { value, amount: 2000 }),
    goodwillCouponId: await makeGoodwillCoupon(db, value),
    integrator: { ...(await makeBuyer(db, 1_000_000)), now },
    desk: { ...(await makeUserContext(db, 'support')), now },
    admin: { ...(await makeUserContext(db, 'admin')), now },
    platform: { ...(await makeKeyContext(db, ['redemptions:read', 'redemptions:write'])), now },
    unheard: [],
    shown: new Map(),
    presses: [],
    orders: [],
  };
}

/** Random interleavings over both suppliers; throws with seed and steps when a rule is broken. */
export async function checkSaleModel(
  db: Executor,
  khalti: KhaltiSandbox,
  options: { runs: number; seed?: number; steps?: number },
): Promise<void> {
  const { runs, seed = newSeed(), steps = 14 } = options;
  await fc.assert(
    fc.asyncProperty(
      fc.commands([...sellingSteps, ...settlingSteps, ...shiftSteps, ...showingSteps], { maxCommands: steps }),
      async (some) => {
        const value = `model ${randomUUID()}`;
        const world = await makeWorld(db, khalti, value);
        await fc.asyncModelRun(() => ({ model: {}, real: world }), some);
        // Otherwise each run would read the products of every run before it.
        khalti.setProduct({ value, withdrawn: true });
      },
    ),
    { numRuns: runs, seed },
  );
}
