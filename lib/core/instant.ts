import { z } from 'zod';

/** Years of four digits: what JavaScript and Postgres write and read alike. */
const isWritable = (at: Date) => at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9999;

/** An instant as a program holds it. */
export const instant = z.date().refine(isWritable, 'Choose a time between the years 1 and 9999.');

/** An instant as text with its offset, `2026-12-31T18:15:00Z`. `words` say what to do about anything else. */
export const instantText = (words: string) =>
  z.iso.datetime({ offset: true, error: words }).refine((text) => isWritable(new Date(text)), words);
