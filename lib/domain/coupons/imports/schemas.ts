import { z } from 'zod';
import { fileBody } from '@/lib/core/file-body';

export const importedRowsLimit = 50_000;
export const importedBytes = 16 * 1024 * 1024;
export const fileInput = z.object({
  /** A CSV file. */
  file: fileBody,
});
export const importFileInput = fileInput.extend({
  fileName: z
    .string()
    .trim()
    .max(200)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line of text')
    .default(''),
});
