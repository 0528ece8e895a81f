import { z } from 'zod';
import { delimiters, encodings } from '@/lib/core/file-reading/reading';
import { amountUnits } from '@/lib/core/file-reading/table-reading';

const oneOf = (names: readonly string[]) => `must be one of ${names.join(', ')}`;
export const place = (what: string, from: number) => {
  const words = `must be the number of the ${what}, from ${from} to 1000`;
  return z.int(words).min(from, words).max(1000, words);
};

/** As what a file is read, text or a workbook. None of it is guessed: the head of the file says what is proposed. */
export const fileReading = z.object({
  encoding: z.enum(encodings, oneOf(encodings)).optional(),
  delimiter: z.enum(delimiters, oneOf(delimiters)).optional(),
  sheet: place('sheet', 1).optional(),
  headerRow: place('row with the names of the columns (0 for none)', 0),
});

const places = 'must be the numbers of the columns, 0 for none, with commas between them';
/** The same of a table with several columns. */
export const tableReading = fileReading.extend({
  form: z.string('must be the name of a form').max(50),
  places: z
    .string(places)
    .regex(/^\d{1,4}(?:,\d{1,4}){0,99}$/, places)
    .transform((text) => text.split(',').map(Number)),
  unit: z.enum(amountUnits, oneOf(amountUnits)).optional(),
});

/** Of the file's head, to be remembered with a reading. */
export const fileShape = z
  .string()
  .regex(/^[\da-f]{64}$/, 'must be what the head of the file says')
  .optional();
