import type { JSONParsed } from 'hono/utils/types';

/** The result of a use case as the desk's own reads give it: instants as ISO text. For initial data. */
export function asJson<T>(value: T): JSONParsed<T> {
  return JSON.parse(JSON.stringify(value)) as JSONParsed<T>;
}
