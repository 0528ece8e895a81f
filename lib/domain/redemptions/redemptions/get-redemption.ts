import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import type { Redemption } from './redemption';
import { selectRedemption } from './select-redemptions';

/** @throws Forbidden, NotFound (also for another integrator's) */
export async function getRedemption(ctx: Context, id: number): Promise<Redemption> {
  assertCan(ctx, 'redemptions.read');
  return selectRedemption(ctx, id);
}
