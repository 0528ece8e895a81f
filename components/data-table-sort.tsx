'use client';

import type { Column } from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { features, TableSorting } from './data-table-types';
import { InPlaceLink } from './in-place-link';

type SortProps<Row extends object> = {
  column: Column<typeof features, Row, unknown>;
  sorting: TableSorting | undefined;
};

/** Which way the rows are sorted by this column; undefined when by another one. */
export function sortOf<Row extends object>(
  column: SortProps<Row>['column'],
  sorting: TableSorting | undefined,
): 'ascending' | 'descending' | undefined {
  const sort = column.columnDef.meta?.sort;
  if (!sort || !sorting) return undefined;
  if (sorting.value === sort.ascending) return 'ascending';
  return sorting.value === sort.descending ? 'descending' : undefined;
}

/** A column's header; where the list can be sorted by it, the link that does. */
export function SortHeader<Row extends object>({ column, sorting }: SortProps<Row>) {
  const header = String(column.columnDef.header);
  const { sort, numeric = false } = column.columnDef.meta ?? {};
  if (!sort || !sorting) return header;
  const current = sortOf(column, sorting);
  const Arrow = current === 'descending' ? ArrowDown : ArrowUp;
  return (
    <>
      <InPlaceLink
        {...sorting.to(current === 'ascending' ? sort.descending : sort.ascending)}
        className={`group/sort -mx-1 inline-flex items-center gap-1 rounded-sm px-1 hover:text-foreground max-md:hidden ${numeric ? 'flex-row-reverse' : ''}`}
      >
        {header}
        <Arrow
          aria-hidden
          className={`size-3.5 ${current ? '' : 'opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60'}`}
        />
      </InPlaceLink>
      {/* On a phone the header only names the cells; its cards are sorted in the toolbar. */}
      <span className="md:hidden">{header}</span>
    </>
  );
}
