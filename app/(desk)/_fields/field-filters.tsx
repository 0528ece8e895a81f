import type { AppliedFilter } from '@/components/data-table-types';
import { FilterMenu } from '@/components/filter-menu';
import type { InPlace } from '@/components/in-place-link';
import { entriesOf, type Field, type Fields } from '@/lib/core/entities/field';
import type { FieldWords } from './use-field-words';

type Value = string | boolean | null;

type FieldFiltersProps<FS extends Fields> = {
  filters: FS;
  words: FieldWords;
  state: Partial<Record<keyof FS & string, unknown>>;
  /** The list with this filter. */
  to: (name: keyof FS & string, value: Value) => InPlace;
};

/** A menu for each declared filter. */
export function FieldFilters<FS extends Fields>({ filters, words, state, to }: FieldFiltersProps<FS>) {
  return entriesOf(filters).map(([name, field]) => (
    <FilterMenu
      key={name}
      label={words.filter(name)}
      options={valuesOf(field).map((value) => ({ value: String(value), label: words.value(name, value) }))}
      value={textOf(state[name])}
      to={(chosen) => to(name, valuesOf(field).find((value) => String(value) === chosen) ?? null)}
    />
  ));
}

/** The declared filters in use, as chips that remove them. */
export function appliedFilters<FS extends Fields>(props: FieldFiltersProps<FS>): AppliedFilter[] {
  const { filters, words, state, to } = props;
  return entriesOf(filters).flatMap(([name]) => {
    const value = state[name] ?? null;
    if (value === null) return [];
    return [{ id: name, label: words.filter(name), value: words.value(name, value), remove: to(name, null) }];
  });
}

const valuesOf = (field: Field): readonly (string | boolean)[] =>
  field.kind === 'choice' ? field.values : [true, false];
const textOf = (value: unknown) => (value === null || value === undefined ? null : String(value));
