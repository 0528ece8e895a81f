const date = String.raw`(\d{4})-?(?:(\d{2})-?(\d{2})|W(\d{2})-?([1-7])|(\d{3}))`;
const clock = String.raw`(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?(?:[.,](\d{1,9}))?`;
const zone = String.raw`(Z|UTC|GMT|[+\-−]\d{2}(?::?\d{2})?)`;
const time = new RegExp(`^${date}(?:[T ]${clock}(?: ?${zone})?)?$`, 'i');

const dayMs = 86_400_000;

/** A calendar day, which begins and ends where a time zone says; or an instant. */
export type ReadTime = { day: string } | { at: Date };

/**
 * ISO 8601, extended or basic, by month, week (`2026-W45-2`) or day of the year (`2026-307`), with `T` or a blank, and Ruby's
 * `2031-05-06 07:08:09 UTC`. A time without an offset is UTC. Null for everything else, and for a day or a time that there is not.
 */
export function readTime(text: string): ReadTime | null {
  const match = time.exec(text);
  if (!match) return null;
  const [, year = '', month, day, week, weekday, ordinal, hour, minute, second, fraction = '', offset = 'Z'] = match;
  const written = month ? realDay(`${year}-${month}-${day}`) : countedDay(Number(year), { week, weekday, ordinal });
  if (written === null) return null;
  if (hour === undefined) return { day: written };
  const minutes = offsetMinutes(offset);
  const at = new Date(`${written}T${hour}:${minute ?? '00'}:${second ?? '00'}.000Z`).getTime();
  if (Number.isNaN(at) || minutes === null) return null;
  // A fraction is of the smallest unit that is written.
  const unit = second ? 1000 : minute ? 60_000 : 3_600_000;
  const part = Math.floor(Number(`0.${fraction || 0}`) * unit + 1e-6);
  if (part > 0 && hour === '24') return null;
  return { at: new Date(at + part - minutes * 60_000) };
}

const realDay = (written: string) =>
  new Date(`${written}T00:00:00Z`).toJSON()?.slice(0, 10) === written ? written : null;

type Counted = Record<'week' | 'weekday' | 'ordinal', string | undefined>;

/** A day by its place in a year of weeks, or in the year; null where the year has no such place. */
function countedDay(year: number, { week, weekday, ordinal }: Counted): string | null {
  const first = startOfYear(year);
  if (ordinal !== undefined) {
    const at = first + (Number(ordinal) - 1) * dayMs;
    return at >= first && at < startOfYear(year + 1) ? dayOf(at) : null;
  }
  const at = firstMonday(year) + ((Number(week) - 1) * 7 + Number(weekday) - 1) * dayMs;
  return at >= firstMonday(year) && at < firstMonday(year + 1) ? dayOf(at) : null;
}

/** `Date.UTC` reads the years below 100 as those of the last century. */
const startOfYear = (year: number) => new Date(0).setUTCFullYear(year, 0, 1);

/** The first week of a year is the one with its fourth of January. */
function firstMonday(year: number): number {
  const fourth = startOfYear(year) + 3 * dayMs;
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs;
}

/** Weeks of a year can begin before it and end after it; no other lane knows a year of five digits. */
const dayOf = (at: number) => {
  const written = new Date(at).toISOString().slice(0, 10);
  return /^\d/.test(written) ? written : null;
};

function offsetMinutes(offset: string): number | null {
  if (/^[a-z]/i.test(offset)) return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || 0);
  if (hours > 23 || minutes > 59) return null;
  return (offset.startsWith('+') ? 1 : -1) * (hours * 60 + minutes);
}
