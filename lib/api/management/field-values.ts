import { readTime } from '@/lib/core/read-time';
import type { Context } from '@/lib/platform/context/context';
import { boundOfDay } from '@/lib/platform/settings/days.sql';
import { readPublicId } from './field-names';

/** What a JSON body can say for a value of ours; what cannot be read stays as it is, for the schema to refuse. */

/** `10` and `"10"`; never `"ten"`, `"10.5"` or `" 10"`. */
export function readInteger(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
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

/** `true`, `"true"` and, as forms write it, `"1"`; `false` likewise. */
export function readBoolean(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^(true|1)$/i.test(value)) return true;
  return /^(false|0)$/i.test(value) ? false : value;
}

/** An instant, also of a day alone: where it starts or ends in the settings' zone. */
export async function readInstant(
  ctx: Pick<Context, 'db'>,
  value: unknown,
  boundary: 'start' | 'end',
): Promise<unknown> {
  const read = typeof value === 'string' ? readTime(value.trim()) : null;
  if (!read) return value;
  return 'at' in read ? read.at : boundOfDay(ctx, read.day, boundary);
}
