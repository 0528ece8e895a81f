'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { foldRedemptionSearch } from '@/lib/domain/redemptions/redemptions/fold-redemption-search';
import { rollBackRedemption } from '@/lib/domain/redemptions/redemptions/roll-back-redemption';
import { foldRedemptionSearchInput, rollBackRedemptionInput } from '@/lib/domain/redemptions/redemptions/schemas';

const rollBack = action(rollBackRedemptionInput, rollBackRedemption);
const foldSearch = action(foldRedemptionSearchInput, foldRedemptionSearch);

export async function rollBackRedemptionAction(input: z.input<typeof rollBackRedemptionInput>) {
  return rollBack(input);
}

export async function foldRedemptionSearchAction(input: z.input<typeof foldRedemptionSearchInput>) {
  return foldSearch(input);
}
