import { z } from 'zod';
import { isOwnMethod, ownMethods, type PaymentMethod, paymentMethods } from '@/lib/core/entities/payment-method';
import { isStorable } from '@/lib/core/storable-text';

/** `key` is null for one that is new: it gets the next place. */
export type GivenPayment = { key: PaymentMethod | null; name: string | null; isOffered: boolean };

const row = z.object({
  key: z.enum(paymentMethods, 'Choose from the list.').nullable(),
  name: z
    .string()
    .trim()
    .max(30, 'The name has at most 30 characters.')
    .refine(isStorable, 'Use letters and digits.')
    .nullable(),
  isOffered: z.boolean('Choose one of the two.'),
});

/** Ways to pay at the desk in their order. What an organization calls its own is on receipts, so each has a name of its own. */
export const paymentSettingsInput = z
  .array(row)
  .max(paymentMethods.length, `There are at most ${ownMethods.length} of your own.`)
  .superRefine((rows, ctx) => {
    for (const [at, message] of problemsOf(rows)) ctx.addIssue({ code: 'custom', path: [at, 'name'], message });
  });

/** What is wrong with the names of one's own ways to pay, by their places in the list. */
export function problemsOf(rows: readonly GivenPayment[]): [number, string][] {
  const names = rows.map(nameOf);
  return names.flatMap((name, at): [number, string][] => {
    if (name === null) return [];
    if (name === '') return [[at, 'Enter a name.']];
    return names.indexOf(name) < at ? [[at, 'Another way to pay has this name.']] : [];
  });
}

/** In any case; null for what every desk has. */
const nameOf = ({ key, name }: GivenPayment): string | null =>
  key === null || isOwnMethod(key) ? (name ?? '').trim().toLowerCase() : null;
