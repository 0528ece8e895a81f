import { type Filter, type Filters, filtersOf } from '@/lib/core/entities/filter';
import type { ListFilter } from '../list-filters';
import type { FilterWords } from './use-filter-words';

/** What a screen knows better of a filter than its declaration does; null: it has another place for it. */
type Shown<FS extends Filters> = {
  [Name in keyof FS & string]?: Omit<ListFilter<keyof FS & string>, 'param' | 'label'> | null;
};

/** The declared filters as a list's screen shows them. */
export function fieldFilters<FS extends Filters>(
  filters: FS,
  words: FilterWords,
  shown: Shown<FS> = {},
): ListFilter<keyof FS & string>[] {
  return filtersOf(filters).flatMap(([name, filter]) => {
    const own = shown[name];
    if (own === null) return [];
    const options = valuesOf(filter).map((value) => ({ value, label: words.value(name, value) }));
    const off = 'off' in filter && filter.off !== undefined ? { off: filter.off } : {};
    return [{ param: name, label: words.filter(name), options, ...off, ...own }];
  });
}

function valuesOf(filter: Filter): readonly (string | boolean)[] {
  if (filter.kind === 'choice') return filter.values;
  return filter.kind === 'boolean' ? [true, false] : [];
}
