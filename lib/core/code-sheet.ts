import { z } from 'zod';

/** How many codes are on a page of A4, in columns and rows. */
export const sheetLayouts = {
  8: { columns: 2, rows: 4 },
  10: { columns: 2, rows: 5 },
  21: { columns: 3, rows: 7 },
  24: { columns: 3, rows: 8 },
} as const;
export const perPages = [8, 10, 21, 24] as const;
export const sheetSymbols = ['qr', 'code128'] as const;

/** In base64; a third less as a file. */
const logoLength = 300_000;
export const logoBytes = (logoLength * 3) / 4;
const logoWords = `must be a PNG or JPEG of at most ${Math.floor(logoBytes / 1000)} kB`;
const letters =
  /^(?:(?!\p{Extended_Pictographic}|\p{Cc})[\p{sc=Latin}\p{sc=Devanagari}\p{sc=Common}\p{sc=Inherited}]|[\d#*])*$/u;
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `must be at most ${most} characters`)
    .regex(letters, 'must be in Latin or Devanagari letters, on one line')
    .default('');

/** What is printed with each code of a sheet. */
export const codeSheet = z.object({
  perPage: z.literal(perPages, `must be one of ${perPages.join(', ')}`),
  symbol: z.enum(sheetSymbols, `must be one of ${sheetSymbols.join(', ')}`),
  title: line(60),
  text: line(160),
  logo: z
    .string(logoWords)
    .max(logoLength, logoWords)
    .regex(/^[A-Za-z\d+/]+={0,2}$/, logoWords)
    .optional(),
});
export type CodeSheet = z.output<typeof codeSheet>;

/** A code as it is printed; without a symbol where it is the word for one that cannot be read. */
export type PrintedCode = { text: string; hasSymbol: boolean };
