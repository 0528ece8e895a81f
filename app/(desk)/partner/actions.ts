'use server';

import { action } from '@/app/session/action';
import { renameOwnKey, replaceOwnKey } from '@/lib/domain/access/integrators/own-integrator';
import { askForCredit, withdrawCreditRequest } from '@/lib/domain/sales/credits/credit-requests';
import { replayOwnDelivery } from '@/lib/platform/webhooks/own-endpoints';

export const renameOwnKeyAction = action(renameOwnKey);
export const replaceOwnKeyAction = action(replaceOwnKey);
export const askForCreditAction = action(askForCredit);
export const withdrawCreditRequestAction = action(withdrawCreditRequest);
export const replayOwnDeliveryAction = action(replayOwnDelivery);
