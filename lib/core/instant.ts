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

const wrongTime = 'Give a time such as 2026-11-03T06:15:00Z, or a day such as 2026-11-03.';

/**
 * A time as ISO 8601 or as Ruby writes it. An instant comes out in UTC: the database knows neither the year 0 nor every offset.
 * A day comes out as `2026-11-03`; `instantOfTime` knows where it begins and ends.
 */
export const timeText = (words = wrongTime) =>
  z.string(words).transform((text, issues) => {
    const read = readTime(text.trim());
    const at = read && ('at' in read ? read.at : new Date(`${read.day}T00:00:00Z`));
    if (read && at && at >= earliest && at <= latest) return 'at' in read ? read.at.toISOString() : read.day;
    issues.addIssue({ code: 'custom', message: words });
    return z.NEVER;
  });
