'use server';

import { action } from '@/app/session/action';
import { normalizeRedemptionSearch } from '@/lib/domain/redemptions/redemptions/normalize-redemption-search';
import { rollBackRedemption } from '@/lib/domain/redemptions/redemptions/roll-back-redemption';

export const rollBackRedemptionAction = action(rollBackRedemption);
export const normalizeRedemptionSearchAction = action(normalizeRedemptionSearch);
