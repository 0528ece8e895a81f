import { parseAsBoolean, parseAsStringLiteral, type SingleParserBuilder } from 'nuqs/server';
import { entriesOf, type Field, type Fields, type ValueOf } from '@/lib/core/entities/field';

type FilterParams<FS extends Fields> = {
  -readonly [Name in keyof FS]: SingleParserBuilder<NonNullable<ValueOf<FS[Name]>>>;
};

const parserOf = (field: Field) => (field.kind === 'choice' ? parseAsStringLiteral(field.values) : parseAsBoolean);

/** Declared filters as parts of an address. */
export function filterParams<FS extends Fields>(filters: FS): FilterParams<FS> {
  return Object.fromEntries(
    entriesOf(filters).map(([name, field]) => [name, parserOf(field)]),
  ) as unknown as FilterParams<FS>;
}

type FilterState<FS extends Fields> = { [Name in keyof FS]: NonNullable<ValueOf<FS[Name]>> | null };
type InUse<FS extends Fields> = { -readonly [Name in keyof FS]?: NonNullable<ValueOf<FS[Name]>> };

/** Of declared filters, those that are on. */
export function filtersInUse<FS extends Fields>(filters: FS, state: FilterState<FS>): InUse<FS> {
  const used = Object.keys(filters).filter((name) => state[name] !== null);
  return Object.fromEntries(used.map((name) => [name, state[name]])) as InUse<FS>;
}
