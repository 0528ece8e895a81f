import { z } from 'zod';
import { readTime } from './read-time';

/** Years of four digits: what JavaScript and Postgres write and read alike. */
const isWritable = (at: Date) => at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9999;

/** An instant as a program holds it. */
export const instant = z.date().refine(isWritable, 'Choose a time between the years 1 and 9999.');

/** An instant as text with its offset, `2026-12-31T18:15:00Z`. `words` say what to do about anything else. */
export const instantText = (words: string) =>
  z.iso.datetime({ offset: true, error: words }).refine((text) => isWritable(new Date(text)), words);

const earliest = new Date('1970-01-01T00:00:00Z');
const latest = new Date('9999-12-31T23:59:59.999Z');

/** The schema of an instant that the database can keep: a date, or its ISO text with an offset. */
export function instantOrText(words = 'must be an ISO 8601 time, such as 2026-12-31T18:15:00Z') {
  return (
    z
      // Said on each of them, too: a form shows the refusal of the first.
      .union([z.date(words), z.iso.datetime({ offset: true, error: words }).transform((iso) => new Date(iso))], words)
      .refine((at) => at >= earliest && at <= latest, words)
  );
}

const wrongInstant = 'Give an instant such as 2026-11-03T06:15:00Z.';
const endOfTime = Date.UTC(10_000, 0);
/** An instant in a query, as ISO 8601 or as Ruby writes it; comes out in UTC: the database knows neither the year 0 nor every offset. */
export const instantOfQuery = z.string(wrongInstant).transform((text, issues) => {
  const read = readTime(text.trim());
  const at = read && 'at' in read ? read.at.getTime() : -1;
  if (at >= 0 && at < endOfTime) return new Date(at).toISOString();
  issues.addIssue({ code: 'custom', message: wrongInstant });
  return z.NEVER;
});
