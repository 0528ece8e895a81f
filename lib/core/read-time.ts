const date = String.raw`(\d{4})-?(\d{2})-?(\d{2})`;
const clock = String.raw`(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?`;
const zone = String.raw`(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)`;
const time = new RegExp(`^${date}(?:[T ]${clock}(?: ?${zone})?)?$`, 'i');

/** A calendar day, which begins and ends where a time zone says; or an instant. */
export type ReadTime = { day: string } | { at: Date };

/**
 * ISO 8601, extended or basic, with `T` or a blank, and Ruby's `2031-05-06 07:08:09 UTC`. A time without an offset is UTC.
 * Null for everything else, and for a day or a time that there is not.
 */
export function readTime(text: string): ReadTime | null {
  const match = time.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute = '00', second = '00', fraction = '', offset = 'Z'] = match;
  const written = `${year}-${month}-${day}`;
  if (new Date(`${written}T00:00:00Z`).toJSON()?.slice(0, 10) !== written) return null;
  if (hour === undefined) return { day: written };
  const minutes = offsetMinutes(offset);
  const at = new Date(`${written}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  return Number.isNaN(at.getTime()) || minutes === null ? null : { at: new Date(at.getTime() - minutes * 60_000) };
}

function offsetMinutes(offset: string): number | null {
  if (/^[a-z]/i.test(offset)) return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || 0);
  if (hours > 23 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
