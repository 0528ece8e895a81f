'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { correctCredit } from '@/lib/credits/correct-credit';
import {
  type CorrectCreditInput,
  correctCreditInput,
  type SetCreditTermsInput,
  setCreditTermsInput,
  type TopUpCreditInput,
  topUpCreditInput,
} from '@/lib/credits/schemas';
import { setCreditTerms } from '@/lib/credits/set-credit-terms';
import { topUpCredit } from '@/lib/credits/top-up-credit';
import { createIntegratorKey } from '@/lib/integrators/create-integrator-key';
import { disableIntegrator } from '@/lib/integrators/disable-integrator';
import { revokeKey } from '@/lib/integrators/revoke-key';
import {
  createIntegratorKeyInput,
  type DisableIntegratorInput,
  disableIntegratorInput,
  type RevokeKeyInput,
  revokeKeyInput,
} from '@/lib/integrators/schemas';

const createKey = action(createIntegratorKeyInput, createIntegratorKey);
const revoke = action(revokeKeyInput, revokeKey);
const disable = action(disableIntegratorInput, disableIntegrator);
const topUp = action(topUpCreditInput, topUpCredit);
const correct = action(correctCreditInput, correctCredit);
const setTerms = action(setCreditTermsInput, setCreditTerms);

export async function createIntegratorKeyAction(input: z.input<typeof createIntegratorKeyInput>) {
  return createKey(input);
}

export async function revokeKeyAction(input: RevokeKeyInput) {
  return revoke(input);
}

export async function disableIntegratorAction(input: DisableIntegratorInput) {
  return disable(input);
}

export async function topUpCreditAction(input: TopUpCreditInput) {
  return topUp(input);
}

export async function correctCreditAction(input: CorrectCreditInput) {
  return correct(input);
}

export async function setCreditTermsAction(input: SetCreditTermsInput) {
  return setTerms(input);
}
