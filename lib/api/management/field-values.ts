import { readPublicId } from './field-names';

/** What a JSON body can say for a value of ours; what cannot be read stays as it is, for the schema to refuse. */

/** `10` and `"10"`; never `"ten"`, `"10.5"` or `" 10"`. */
export function readInteger(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** `12.5` and `"12.5"`; never `"1e1"` or `"12,5"`. */
export function readNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : value;
}

/** A list of ids, each `3`, `"3"` or `"3-premium"`. */
export function readIds(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((id) => (typeof id === 'string' ? (readPublicId(id) ?? id) : id));
}

const isoTime =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-]\d{2}(?::?\d{2})?))?)?$/i;

/** ISO 8601; a time without an offset is UTC, a date alone its first instant in UTC. */
export function readTime(value: unknown): unknown {
  const match = typeof value === 'string' ? isoTime.exec(value) : null;
  if (!match) return value;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset = 'Z'] = match;
  const minutes = offsetMinutes(offset);
  const date = `${year}-${month}-${day}`;
  const at = new Date(`${date}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  const dayExists = new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) === date;
  if (Number.isNaN(at.getTime()) || !dayExists || minutes === null) return value;
  return new Date(at.getTime() - minutes * 60_000);
}

function offsetMinutes(offset: string): number | null {
  if (offset.toUpperCase() === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || 0);
  if (hours > 14 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
