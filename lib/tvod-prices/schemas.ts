import { z } from 'zod';

export const tvodTypes = ['rental', 'purchase'] as const;

export const tvodPriceFields = {
  name: z
    .string("can't be blank")
    .trim()
    .min(1, "can't be blank")
    .max(200, 'must be at most 200 characters')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line of text'),
  tvodType: z.enum(tvodTypes, 'must be rental or purchase'),
  pricePaisa: z
    .int('must be an integer from 0, in minor units')
    .min(0, 'must be an integer from 0, in minor units')
    .max(1_000_000_000, 'must be at most 1000000000'),
  durationDays: z
    .int('must be an integer from 1 to 36500')
    .min(1, 'must be an integer from 1 to 36500')
    .max(36_500, 'must be an integer from 1 to 36500')
    .nullable(),
};

/** What only both fields together can tell: a rental lasts some days, a purchase for ever. */
export function durationProblem(price: { tvodType?: unknown; durationDays?: unknown }): string | null {
  if (price.tvodType === 'rental' && price.durationDays === null)
    return 'must be an integer from 1 to 36500 for a rental';
  if (price.tvodType === 'purchase' && typeof price.durationDays === 'number') return 'must be absent for a purchase';
  return null;
}

export const createTvodPriceInput = z
  .object({ ...tvodPriceFields, durationDays: tvodPriceFields.durationDays.default(null) })
  .superRefine(
    (price, refinement) => {
      const message = durationProblem(price);
      if (message) refinement.addIssue({ code: 'custom', path: ['durationDays'], message });
    },
    { when: ({ value }) => typeof value === 'object' && value !== null },
  );
export type CreateTvodPriceInput = z.output<typeof createTvodPriceInput>;

export const listTvodPricesInput = z.object({
  /** Tells which are linked to this coupon, and puts those first. */
  couponId: z.int().positive().optional(),
  /** Part of the name. */
  name: z
    .string()
    .max(200)
    .transform((text) => text.replaceAll('\0', '').trim())
    .optional(),
  linkedOnly: z.boolean().default(false),
  after: z.string().max(1000).optional(),
  page: z.int().min(1).max(2_147_483_647).default(1),
  perPage: z.int().min(1).max(1000).default(50),
});
export type ListTvodPricesInput = z.input<typeof listTvodPricesInput>;
