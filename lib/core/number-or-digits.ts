import { z } from 'zod';

/** A whole number, or its digits, as an address has it. Nothing else is read as one: `true` and `[1]` would be 1. */
export const numberOrDigits = z
  .union([z.number(), z.string().regex(/^\d{1,16}$/)], { error: 'must be an integer' })
  .pipe(z.coerce.number<number | string>().int());
