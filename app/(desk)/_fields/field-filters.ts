import { entriesOf, type Field, type Fields } from '@/lib/core/entities/field';
import type { ListFilter } from '../list-filters';
import type { FieldWords } from './use-field-words';

/** The declared filters as a list's screen shows them. */
export function fieldFilters<FS extends Fields>(filters: FS, words: FieldWords): ListFilter<keyof FS & string>[] {
  return entriesOf(filters).map(([name, field]) => ({
    param: name,
    label: words.filter(name),
    options: valuesOf(field).map((value) => ({ value, label: words.value(name, value) })),
  }));
}

const valuesOf = (field: Field): readonly (string | boolean)[] =>
  field.kind === 'choice' ? field.values : [true, false];
