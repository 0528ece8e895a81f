import { createParser, parseAsBoolean, parseAsStringLiteral, type SingleParserBuilder } from 'nuqs/server';
import { type Filter, type Filters, type FilterValue, filtersOf } from '@/lib/core/entities/filter';

type FilterParams<FS extends Filters> = {
  -readonly [Name in keyof FS]: FS[Name] extends { off: string }
    ? ReturnType<SingleParserBuilder<FilterValue<FS[Name]>>['withDefault']>
    : SingleParserBuilder<FilterValue<FS[Name]>>;
};

/** An id in an address; anything else is ignored. */
export const parseAsId = createParser({
  parse: (text) => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : null),
  serialize: String,
});

const parseAsPattern = (pattern: RegExp) =>
  createParser({ parse: (text) => (pattern.test(text) ? text : null), serialize: (text: string) => text });

function parserOf(filter: Filter) {
  switch (filter.kind) {
    case 'choice': {
      const parser = parseAsStringLiteral(filter.values);
      return filter.off === undefined ? parser : parser.withDefault(filter.off);
    }
    case 'boolean':
      return parseAsBoolean;
    case 'id':
      return parseAsId;
    case 'text':
      return parseAsPattern(filter.pattern);
  }
}

/** Declared filters as parts of an address. */
export function filterParams<FS extends Filters>(filters: FS): FilterParams<FS> {
  return Object.fromEntries(
    filtersOf(filters).map(([name, filter]) => [name, parserOf(filter)]),
  ) as unknown as FilterParams<FS>;
}

type FilterState<FS extends Filters> = { [Name in keyof FS]: FilterValue<FS[Name]> | null };
type InUse<FS extends Filters> = { -readonly [Name in keyof FS]?: FilterValue<FS[Name]> };

/** Of declared filters, those that are on; no row has an id below 1. */
export function filtersInUse<FS extends Filters>(filters: FS, state: FilterState<FS>): InUse<FS> {
  const used = filtersOf(filters).flatMap(([name, { kind }]) => {
    const value = state[name];
    return value === null || (kind === 'id' && Number(value) < 1) ? [] : [[name, value]];
  });
  return Object.fromEntries(used) as InUse<FS>;
}

/** What of a list's input is given: neither null nor an empty text. */
export function given<T extends object>(input: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== '')) as never;
}

/** An input as the query of an address. */
export function asQuery(input: object): Record<string, string> {
  const asText = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value));
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, asText(value)]));
}
