import { Conflict } from '@/lib/core/errors';
import { operation } from '@/lib/platform/context/operation';
import { endRedemption } from './change-redemption.sql';
import type { Redemption } from './redemption';
import { rollBackRedemptionInput } from './schemas';
import { selectRedemption } from './select-redemptions.sql';

/**
 * Gives a redemption or a hold back: its code and its place under the limit are free again, its history stays.
 * @throws Forbidden, Invalid, NotFound, Conflict (`already_rolled_back`, `hold_lapsed`)
 */
export const rollBackRedemption = operation(
  'redemptions.write',
  rollBackRedemptionInput,
  async (ctx, input): Promise<Redemption> => {
    const ended = await endRedemption(ctx, input);
    const redemption = await selectRedemption(ctx, input.id);
    if (ended) return redemption;
    if (redemption.state === 'lapsed') {
      throw new Conflict('hold_lapsed', 'The hold expired by itself: there is nothing to roll back.');
    }
    throw new Conflict('already_rolled_back', 'This was rolled back before.');
  },
  { freshProof: 'after_away' },
);
