import { Conflict, Invalid } from '@/lib/core/errors';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { endRedemption } from './change-redemption.sql';
import type { Redemption } from './redemption';
import { type RollBackRedemptionInput, rollBackRedemptionInput } from './schemas';
import { selectRedemption } from './select-redemptions';

/**
 * Gives a redemption or a hold back: its code and its place under the limit are free again, its history stays.
 * @throws NotFound, Conflict (`already_rolled_back`, `hold_lapsed`)
 */
export async function rollBackRedemption(ctx: Context, input: RollBackRedemptionInput): Promise<Redemption> {
  assertCan(ctx, 'redemptions.write');
  const parsed = rollBackRedemptionInput.safeParse(input);
  if (!parsed.success) throw new Invalid(fieldErrorsOf(parsed.error));
  const ended = await endRedemption(ctx, parsed.data);
  const redemption = await selectRedemption(ctx, parsed.data.id);
  if (ended) return redemption;
  if (redemption.state === 'lapsed') {
    throw new Conflict('hold_lapsed', 'The hold expired by itself: there is nothing to roll back.');
  }
  throw new Conflict('already_rolled_back', 'This was rolled back before.');
}
