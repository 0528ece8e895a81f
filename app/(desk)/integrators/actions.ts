'use server';

import { action } from '@/app/session/action';
import { type TopUpCreditInput, topUpCreditInput } from '@/lib/credits/schemas';
import { topUpCredit } from '@/lib/credits/top-up-credit';
import { createIntegratorKey } from '@/lib/integrators/create-integrator-key';
import { type CreateIntegratorKeyInput, createIntegratorKeyInput } from '@/lib/integrators/schemas';

const createKey = action(createIntegratorKeyInput, createIntegratorKey);
const topUp = action(topUpCreditInput, topUpCredit);

export async function createIntegratorKeyAction(input: CreateIntegratorKeyInput) {
  return createKey(input);
}

export async function topUpCreditAction(input: TopUpCreditInput) {
  return topUp(input);
}
