'use server';

import { action } from '@/app/session/action';
import { changeKey } from '@/lib/domain/access/integrators/change-key';
import { disableIntegrator } from '@/lib/domain/access/integrators/disable-integrator';
import { limitKey } from '@/lib/domain/access/integrators/limit-key';
import { replaceKey } from '@/lib/domain/access/integrators/replace-key';
import { revokeKey } from '@/lib/domain/access/integrators/revoke-key';
import { setCustomerMessages } from '@/lib/domain/access/integrators/set-customer-messages';
import { correctCredit } from '@/lib/domain/sales/credits/correct-credit';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { refuseCreditRequest } from '@/lib/domain/sales/credits/credit-requests';
import { setCreditTerms } from '@/lib/domain/sales/credits/set-credit-terms';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { setIntegratorPrice } from '@/lib/domain/sales/integrator-prices/set-integrator-price';

export const createIntegratorKeyAction = action(createIntegratorKey);
export const topUpCreditAction = action(topUpCredit);
export const correctCreditAction = action(correctCredit);
export const refuseCreditRequestAction = action(refuseCreditRequest);
export const setCreditTermsAction = action(setCreditTerms);
export const setIntegratorPriceAction = action(setIntegratorPrice);
export const changeKeyAction = action(changeKey);
export const limitKeyAction = action(limitKey);
export const replaceKeyAction = action(replaceKey);
export const revokeKeyAction = action(revokeKey);
export const disableIntegratorAction = action(disableIntegrator);
export const setCustomerMessagesAction = action(setCustomerMessages);
