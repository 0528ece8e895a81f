import { z } from 'zod';

export const findAnythingInput = z.object({
  text: z
    .string('Type what you are looking for.')
    .max(254, 'Look for at most 254 characters.')
    .transform((text) => text.toWellFormed().replaceAll('\0', '').trim())
    .pipe(z.string().min(1, 'Type what you are looking for.')),
});
