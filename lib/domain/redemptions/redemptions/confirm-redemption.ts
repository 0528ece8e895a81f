import { Conflict } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { confirmHold } from './change-redemption.sql';
import type { Redemption } from './redemption';
import { selectRedemption } from './select-redemptions';

/**
 * Makes a hold a redemption. Asking again changes nothing and answers the same.
 * @throws NotFound, Conflict (`hold_lapsed`, `already_rolled_back`)
 */
export async function confirmRedemption(ctx: Context, id: number): Promise<Redemption> {
  assertCan(ctx, 'redemptions.write');
  await confirmHold(ctx, id);
  const redemption = await selectRedemption(ctx, id);
  if (redemption.state === 'lapsed') throw new Conflict('hold_lapsed', 'The hold expired. Redeem the code again.');
  if (redemption.state === 'rolled_back') {
    throw new Conflict('already_rolled_back', 'This was rolled back. Redeem the code again.');
  }
  return redemption;
}
