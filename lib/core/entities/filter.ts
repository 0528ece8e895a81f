/**
 * What a list is narrowed by, as data: the address, the schema of its reads and its export, and its menus are derived from
 * it, so that a filter is declared once. Fields of an entity are filters too, where they have one of these kinds.
 */
type Common = {
  /** Under what its list's messages name it, where that is not its own name. */
  label?: string;
  /** Under what they have its values, where that is not `value` and its name; null where a value is shown as it is. */
  words?: string | null;
};
type ChoiceFilter = Common & {
  kind: 'choice';
  values: readonly [string, ...string[]];
  /** What a value that is none of them is answered, in place of a general sentence. */
  wrong?: string;
  /** Which of them a list without a choice shows, where that is not all of them. */
  off?: string;
};
type BooleanFilter = Common & { kind: 'boolean' };
/** The id of a row of another list. */
type IdFilter = Common & { kind: 'id' };
type TextFilter = Common & { kind: 'text'; pattern: RegExp };

export type Filter = ChoiceFilter | BooleanFilter | IdFilter | TextFilter;
export type Filters = Readonly<Record<string, Filter>>;

export type FilterValue<F extends Filter> = F extends ChoiceFilter
  ? F['values'][number]
  : F extends BooleanFilter
    ? boolean
    : F extends IdFilter
      ? number
      : string;

/** The filters with their names, in the order of their menus. */
export function filtersOf<FS extends Filters>(filters: FS): [keyof FS & string, Filter][] {
  return Object.entries(filters) as [keyof FS & string, Filter][];
}
