import { Conflict } from '@/lib/core/errors';
import { operation } from '@/lib/platform/context/operation';
import { confirmHold } from './change-redemption.sql';
import type { Redemption } from './redemption';
import { redemptionInput } from './schemas';
import { selectRedemption } from './select-redemptions.sql';

/**
 * Makes a hold a redemption. Asking again changes nothing and answers the same.
 * @throws Forbidden, Invalid, NotFound, Conflict (`hold_lapsed`, `already_rolled_back`)
 */
export const confirmRedemption = operation(
  'redemptions.write',
  redemptionInput,
  async (ctx, { id }): Promise<Redemption> => {
    await confirmHold(ctx, id);
    const redemption = await selectRedemption(ctx, id);
    if (redemption.state === 'lapsed') throw new Conflict('hold_lapsed', 'The hold expired. Redeem the code again.');
    if (redemption.state === 'rolled_back') {
      throw new Conflict('already_rolled_back', 'This was rolled back. Redeem the code again.');
    }
    return redemption;
  },
);
