import { Fragment, type ReactNode } from 'react';
import type { AppliedFilter, DataTableProps } from '@/components/data-table-types';
import { useDaysChip } from '@/components/days-chip';
import { DaysFilter } from '@/components/days-filter';
import { FilterMenu } from '@/components/filter-menu';
import type { InPlace } from '@/components/in-place-link';

type Value = string | number | boolean | null;
type Change = Record<string, Value>;

/** One filter of a list: its menu, its chip while it is on, and what "Clear all" switches off. */
export type ListFilter<Name extends string = string> = {
  /** Its name in the address. */
  param: Name;
  label: string;
  /** What its menu offers. Without any it has no menu: a link leads to it, or `control` chooses it. */
  options?: { value: string | number | boolean; label: string }[];
  control?: ReactNode;
  /** What its chip says in place of the option, or where there is none. */
  shown?: string | undefined;
  /** The value that it has while it is off, where that is not null. */
  off?: string;
  /** What means nothing once another value is chosen. */
  resets?: Name[];
};

export type ListFilters<Name extends string = string> = {
  /** What of the address the search box holds. */
  searchParam?: Name | undefined;
  filters?: ListFilter<Name>[] | undefined;
  /** Whole days, `from` and `to`; `which` says of which of a row's dates, where it has several. */
  days?:
    | {
        title: string;
        submitLabel: string;
        which?: { param: Name; label: string; choices: { value: string; label: string }[] };
      }
    | undefined;
  /** The menu that sorts. A column that sorts goes to one of the same values. */
  sort?: { param: Name; label: string; options: { value: string; label: string }[] } | undefined;
};

/** What a table shows of a list's filters. `narrow` leads to the first page with a change; null is what is off. */
export function useListFilters(
  { searchParam, filters = [], days, sort }: ListFilters,
  params: Readonly<Change>,
  narrow: (change: Change) => InPlace,
): Partial<Pick<DataTableProps<never>, 'filters' | 'filterControls' | 'clear' | 'sorting'>> {
  const daysChip = useDaysChip();
  const valueIn = (param: string): Value => {
    const value = params[param];
    return value === undefined || value === '' ? null : value;
  };
  const choose = ({ param, resets = [] }: ListFilter, value: Value) => narrow({ ...allOff(resets), [param]: value });

  const names = filters.flatMap(({ param, resets = [] }) => [param, ...resets]);
  const narrowing = [...(searchParam ? [searchParam] : []), ...names, ...(days ? ['from', 'to'] : [])];
  const chosenDays = { from: textOf(valueIn('from')), to: textOf(valueIn('to')) };
  const which = days?.which && { ...days.which, value: textOf(valueIn(days.which.param)) ?? '' };

  const chips: AppliedFilter[] = filters
    .filter(({ param, off = null }) => valueIn(param) !== off)
    .map((filter) => ({
      id: filter.param,
      label: filter.label,
      value: filter.shown ?? labelOf(filter, valueIn(filter.param)),
      remove: choose(filter, null),
    }));
  if (days) {
    const label = which?.choices.find(({ value }) => value === which.value)?.label;
    chips.push(...daysChip(chosenDays, narrow(allOff(['from', 'to'])), label));
  }

  const controls = (
    <>
      {filters.map((filter) => (
        <Fragment key={filter.param}>
          {filter.control}
          {filter.options && filter.options.length > 0 && (
            <FilterMenu
              label={filter.label}
              options={filter.options.map(({ value, label }) => ({ value: String(value), label }))}
              value={textOf(valueIn(filter.param))}
              to={(chosen) => choose(filter, optionOf(filter, chosen)?.value ?? null)}
            />
          )}
        </Fragment>
      ))}
      {days && (
        <DaysFilter
          title={days.title}
          submitLabel={days.submitLabel}
          days={chosenDays}
          {...(which ? { which } : {})}
          onChange={(chosen, of) => narrow({ ...chosen, ...(which && of ? { [which.param]: of } : {}) }).onFollow()}
        />
      )}
      {sort && (
        <FilterMenu
          label={sort.label}
          options={sort.options}
          value={textOf(valueIn(sort.param))}
          to={(value) => narrow({ [sort.param]: value })}
        />
      )}
    </>
  );

  return {
    filters: chips,
    ...(filters.length > 0 || days || sort ? { filterControls: controls } : {}),
    ...(narrowing.length > 0 ? { clear: narrow(allOff(narrowing)) } : {}),
    ...(sort
      ? {
          sorting: {
            value: String(valueIn(sort.param)),
            to: (value: string) => narrow({ [sort.param]: optionOf(sort, value)?.value ?? null }),
          },
        }
      : {}),
  };
}

const allOff = (names: string[]): Change => Object.fromEntries(names.map((name) => [name, null]));
const textOf = (value: Value) => (value === null ? null : String(value));

function optionOf<V extends string | number | boolean>(
  { options = [] }: { options?: { value: V; label: string }[] },
  text: string | null,
) {
  return options.find(({ value }) => String(value) === text);
}

const labelOf = (filter: ListFilter, value: Value) => optionOf(filter, textOf(value))?.label ?? String(value);
