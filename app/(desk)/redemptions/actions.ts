'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { foldRedemptionSearch } from '@/lib/redemptions/fold-redemption-search';
import { rollBackRedemption } from '@/lib/redemptions/roll-back-redemption';
import { foldRedemptionSearchInput, rollBackRedemptionInput } from '@/lib/redemptions/schemas';

const rollBack = action(rollBackRedemptionInput, rollBackRedemption);
const foldSearch = action(foldRedemptionSearchInput, foldRedemptionSearch);

export async function rollBackRedemptionAction(input: z.input<typeof rollBackRedemptionInput>) {
  return rollBack(input);
}

export async function foldRedemptionSearchAction(input: z.input<typeof foldRedemptionSearchInput>) {
  return foldSearch(input);
}
