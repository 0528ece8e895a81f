import type { JSONParsed } from 'hono/utils/types';

/** What a verb answered, as the desk's own reads would give it: instants as ISO text. For initial data. */
export function asJson<T>(value: T): JSONParsed<T> {
  return JSON.parse(JSON.stringify(value)) as JSONParsed<T>;
}
