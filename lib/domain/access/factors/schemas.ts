import { z } from 'zod';
import { isStorable } from '@/lib/core/storable-text';
import { codeInput, identityCheck, newPasskeyAnswer, passkeyAnswer } from '@/lib/platform/factors/schemas';

export const confirmTotpInput = z.object({ code: codeInput });

const name = z
  .string()
  .trim()
  .min(1, 'Name it, such as “Work laptop”.')
  .max(60, 'A name has at most 60 characters.')
  .refine(isStorable, 'Use letters and digits.');

export const addPasskeyInput = z.object({ name, answer: newPasskeyAnswer });
export const passkeyInput = z.object({ passkeyId: z.number().int().positive() });
export const renamePasskeyInput = passkeyInput.extend({ name });

export const proveByPasswordInput = z.object({
  password: z.string().min(1, 'Enter your password.').max(1_000, 'Enter your password.'),
});
export const proveByCodeInput = z.object({ way: z.enum(['totp', 'recovery_code']), code: codeInput });
export const proveByPasskeyInput = z.object({ answer: passkeyAnswer });

export const resetFactorsInput = z.object({ userId: z.number().int().positive(), identity: identityCheck });
export const resetFactorsByEmailInput = z.object({
  email: z.string().trim().toLowerCase().max(254).refine(isStorable, 'Enter an email address.'),
});
