import { z } from 'zod';
import { instantText } from '@/lib/core/instant';
import { normalizeName } from '@/lib/core/normalize-text';
import { isStorable } from '@/lib/core/storable-text';
import { scopes } from '@/lib/platform/context/scopes';

export const createIntegratorKeyInput = z.object({
  name: z
    .string()
    .overwrite(normalizeName)
    .min(1, 'Enter the name of the company.')
    .max(80, 'The name has at most 80 characters.')
    .refine(isStorable, 'Use letters and digits.'),
  scopes: z.array(z.enum(scopes)).min(1, 'Choose at least one right.'),
  creditPaisa: z
    .number('Enter an amount in rupees.')
    .int('Enter an amount in rupees with at most two decimals.')
    .min(0, 'The credit is not negative.')
    .max(100_000_000_000, 'The credit is at most Rs 1,000,000,000.'),
  /** From then on it is refused; null or absent: it does not expire. */
  expiresAt: instantText('Enter a date and a time.').nullish(),
});

const id = z.number().int().positive();

export const integratorInput = z.object({ id });

export const revokeKeyInput = z.object({ keyId: id });

export const disableIntegratorInput = z.object({ id, disabled: z.boolean() });
