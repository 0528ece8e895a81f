import { type ParserMap, parseAsArrayOf, parseAsString, parseAsStringLiteral, type SingleParser } from 'nuqs';
import type { SavedView } from '@/lib/domain/finding/saved-views/saved-view';
import type { ListSource } from '../use-list';

/** How a list looks; apart from its own, for it asks for no other rows. */
export const tableParams = {
  columns: parseAsArrayOf(parseAsString),
  density: parseAsStringLiteral(['comfortable', 'compact']),
};

/** Which view it is: its id, or `all` for none, also where the list opens with one. */
export const viewParam = { view: parseAsString };

export type Parts = Record<string, string>;
type State = Readonly<Record<string, unknown>>;
type OwnParser = Required<Pick<SingleParser<unknown>, 'serialize' | 'parse'>> & {
  defaultValue?: unknown;
  eq?: (one: unknown, other: unknown) => boolean;
};

const narrowing = ({ parsers, start }: ListSource): [string, OwnParser][] =>
  Object.entries(parsers as ParserMap as Record<string, OwnParser>).filter(([name]) => !(name in start));

/** What of a list's address narrows and sorts it, without its page and what is off. */
export function partsOf(source: ListSource, state: State): Parts {
  const parts = narrowing(source).flatMap(([name, { serialize, defaultValue, eq }]) => {
    const value = state[name];
    if (value === null || value === undefined || value === '') return [];
    const isOff = defaultValue !== undefined && (eq ? eq(value, defaultValue) : value === defaultValue);
    return isOff ? [] : [[name, serialize(value)]];
  });
  return Object.fromEntries(parts);
}

/** The state of the list with these parts and no others, on its first page. */
export function stateOf(source: ListSource, parts: Parts): Record<string, unknown> {
  const own = narrowing(source).map(([name, { parse, defaultValue = null }]) => {
    const part = parts[name];
    return [name, (part === undefined ? null : parse(part)) ?? defaultValue];
  });
  return { ...Object.fromEntries(own), ...source.start };
}

const sorted = (parts: Parts) =>
  JSON.stringify(Object.entries(parts).toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** Whether the address shows what the view does. */
export const isShown = (view: Pick<SavedView, 'query' | 'columns'>, parts: Parts, columns: string[] | null): boolean =>
  sorted(view.query) === sorted(parts) && (view.columns === null || view.columns.join() === columns?.join());
