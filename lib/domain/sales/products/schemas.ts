import { z } from 'zod';
import { normalizeName } from '@/lib/core/normalize-text';
import { isStorable } from '@/lib/core/storable-text';

const name = z
  .string()
  .overwrite(normalizeName)
  .min(1, 'Enter a name.')
  .max(80, 'The name has at most 80 characters.')
  .refine(isStorable, 'Use letters and digits.');

/** What integrators send as `value`. */
const value = z
  .string()
  .overwrite(normalizeName)
  .min(1, 'Enter the value that integrators send.')
  .max(80, 'The value has at most 80 characters.')
  .refine((text) => isStorable(text) && !/\p{Cc}/u.test(text), 'Use letters, digits and spaces.');

/** A price: one paisa to ten million rupees. */
const amountPaisa = z
  .number('Enter a price in rupees.')
  .int('Enter a price in rupees with at most two decimals.')
  .min(1, 'Enter a price above 0.')
  .max(1_000_000_000, 'The price is at most Rs 10,000,000.');

const id = z.number().int().positive();

export const productInput = z.object({ id });

export const createProductInput = z.object({
  name,
  value,
  amountPaisa,
  couponId: z.number('Choose a coupon.').int('Choose a coupon.').positive('Choose a coupon.'),
  /** Its codes are dead until they are sold. */
  requiresSale: z.boolean().default(true),
});

export type CreateProductInput = z.output<typeof createProductInput>;

/** From this many codes down the stock is low; absent: as it was. */
const lowStockThreshold = z
  .number('Enter a whole number.')
  .int('Enter a whole number.')
  .min(0, 'At least 0: then it is low when it is sold out.')
  .max(10_000, 'At most 10,000.')
  .optional();

export const updateProductInput = z.object({ id, name, amountPaisa, lowStockThreshold });
export type UpdateProductInput = z.output<typeof updateProductInput>;

export const setProductActiveInput = z.object({ id, active: z.boolean() });
