import { z } from 'zod';
import { entryName, nameWords } from '@/lib/domain/coupons/imports/schemas';

export const tvodTypes = ['rental', 'purchase'] as const;

const days = 'must be an integer from 1 to 36500';

/** The refusals as the API writes them; the form has its own. */
export const tvodPriceWords = {
  ...nameWords,
  type: 'must be rental or purchase',
  price: 'must be an integer from 0 to 1000000000, in minor units',
  days,
  daysNeeded: `${days} for a rental`,
  daysAbsent: 'must be absent for a purchase',
};
export type TvodPriceWords = typeof tvodPriceWords;

/** One schema a field, without defaults: a create fills them, an update takes what is sent. */
const fieldsIn = (words: TvodPriceWords) => ({
  name: entryName(words),
  tvodType: z.enum(tvodTypes, words.type),
  pricePaisa: z.int(words.price).min(0, words.price).max(1_000_000_000, words.price),
  durationDays: z.int(words.days).min(1, words.days).max(36_500, words.days).nullable(),
});

/** What only both fields together can tell: a rental lasts some days, a purchase for ever. */
export function durationProblem(
  price: { tvodType?: unknown; durationDays?: unknown },
  words: TvodPriceWords = tvodPriceWords,
): string | null {
  if (price.tvodType === 'rental' && price.durationDays === null) return words.daysNeeded;
  if (price.tvodType === 'purchase' && typeof price.durationDays === 'number') return words.daysAbsent;
  return null;
}

/** The schema of a new price, its refusals in these words. Every bad field is told at once. */
export function newTvodPriceInput(words: TvodPriceWords) {
  const fields = fieldsIn(words);
  return z.object({ ...fields, durationDays: fields.durationDays.default(null) }).superRefine(
    (price, refinement) => {
      const message = durationProblem(price, words);
      if (message) refinement.addIssue({ code: 'custom', path: ['durationDays'], message });
    },
    { when: ({ value }) => typeof value === 'object' && value !== null },
  );
}

export const createTvodPriceInput = newTvodPriceInput(tvodPriceWords);
export type CreateTvodPriceInput = z.output<typeof createTvodPriceInput>;

/** Only the keys given change. */
export const updateTvodPriceInput = z
  .object({ id: z.int().positive(), ...fieldsIn(tvodPriceWords) })
  .partial()
  .required({ id: true });
