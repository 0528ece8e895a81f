'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { disableIntegrator } from '@/lib/domain/access/integrators/disable-integrator';
import { revokeKey } from '@/lib/domain/access/integrators/revoke-key';
import { createIntegratorKeyInput } from '@/lib/domain/access/integrators/schemas';
import { correctCredit } from '@/lib/domain/sales/credits/correct-credit';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import {
  type CorrectCreditInput,
  correctCreditInput,
  type SetCreditTermsInput,
  setCreditTermsInput,
  type TopUpCreditInput,
  topUpCreditInput,
} from '@/lib/domain/sales/credits/schemas';
import { setCreditTerms } from '@/lib/domain/sales/credits/set-credit-terms';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';

const createKey = action(createIntegratorKeyInput, createIntegratorKey);
const topUp = action(topUpCreditInput, topUpCredit);
const correct = action(correctCreditInput, correctCredit);
const setTerms = action(setCreditTermsInput, setCreditTerms);

export async function createIntegratorKeyAction(input: z.input<typeof createIntegratorKeyInput>) {
  return createKey(input);
}

export const revokeKeyAction = action(revokeKey);
export const disableIntegratorAction = action(disableIntegrator);

export async function topUpCreditAction(input: TopUpCreditInput) {
  return topUp(input);
}

export async function correctCreditAction(input: CorrectCreditInput) {
  return correct(input);
}

export async function setCreditTermsAction(input: SetCreditTermsInput) {
  return setTerms(input);
}
