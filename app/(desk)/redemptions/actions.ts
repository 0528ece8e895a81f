'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { normalizeRedemptionSearch } from '@/lib/domain/redemptions/redemptions/normalize-redemption-search';
import { rollBackRedemption } from '@/lib/domain/redemptions/redemptions/roll-back-redemption';
import { normalizeRedemptionSearchInput, rollBackRedemptionInput } from '@/lib/domain/redemptions/redemptions/schemas';

const rollBack = action(rollBackRedemptionInput, rollBackRedemption);
const normalizeSearch = action(normalizeRedemptionSearchInput, normalizeRedemptionSearch);

export async function rollBackRedemptionAction(input: z.input<typeof rollBackRedemptionInput>) {
  return rollBack(input);
}

export async function normalizeRedemptionSearchAction(input: z.input<typeof normalizeRedemptionSearchInput>) {
  return normalizeSearch(input);
}
