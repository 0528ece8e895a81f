import { operation } from '@/lib/platform/context/operation';
import type { Redemption } from './redemption';
import { redemptionInput } from './schemas';
import { selectRedemption } from './select-redemptions.sql';

/** @throws Forbidden, Invalid, NotFound (also for another integrator's) */
export const getRedemption = operation('redemptions.read', redemptionInput, (ctx, { id }): Promise<Redemption> => {
  return selectRedemption(ctx, id);
});
