'use client';

import type { ComponentProps, ReactNode } from 'react';
import { DataTable } from '@/components/data-table';
import type { DataTableProps, TablePaging, TableSearch } from '@/components/data-table-types';
import type { InPlace } from '@/components/in-place-link';
import { PageHeader } from '@/components/page-header';
import { useViewsOfList } from './_views/saved-views';
import { TableWithViews } from './_views/table-with-views';
import { type ListFilters, useListFilters } from './list-filters';
import type { ListSource, TableState } from './use-list';

type OwnOfTable = 'name' | 'columns' | 'rowId' | 'rowName' | 'empty' | 'exportControl' | 'rowActions' | 'selection';

type Search<Name extends string> = Partial<TableSearch> & {
  /** What of the address it holds, unless it says another `value` and `onChange`. */
  param: Name;
  placeholder: string;
  /** What was made of what was typed. */
  note?: ReactNode;
};

type ListScreenProps<Row extends object, Params extends object> = Pick<DataTableProps<Row>, OwnOfTable> &
  Omit<ListFilters<keyof Params & string>, 'searchParam'> & {
    /** Names the table, and the page where the list has its header. */
    title: string;
    /** What else is in the page's header; none where the list is a part of a page. */
    header?: Omit<ComponentProps<typeof PageHeader>, 'title'>;
    /** What `useList` and its like give. */
    list: {
      table: TableState<Row>;
      params?: Params;
      narrow?: (change: never) => InPlace;
      paging?: Pick<TablePaging, 'previous' | 'next'>;
      source?: ListSource;
    };
    search?: Search<keyof Params & string>;
    /** Where in the list its page is. */
    summary?: ReactNode;
    /** Between the header and the table. */
    children?: ReactNode;
  };

/**
 * The screen of a list: header, table with search, filters and pages, and what it says when it is empty or cannot be
 * read. Each filter is declared once. In a page that gives its saved views it has their menu.
 */
export function ListScreen<Row extends object, Params extends object>(props: ListScreenProps<Row, Params>) {
  const { title, header, list, search, filters, days, sort, summary, children, ...table } = props;
  const params = (list.params ?? {}) as Record<string, string | null>;
  const narrow = list.narrow as (change: object) => InPlace;
  const narrowed = useListFilters({ searchParam: search?.param, filters, days, sort }, params, narrow);
  const saved = useViewsOfList();
  const shown: DataTableProps<Row> = {
    ...table,
    ...list.table,
    ...narrowed,
    label: title,
    ...(search ? { search: searchOf(search) } : {}),
    ...(list.paging ? { paging: { ...list.paging, summary } } : {}),
  };
  return (
    <>
      {header && <PageHeader title={title} {...header} />}
      {children}
      {search && 'note' in search && (
        <p role="status" className="mb-3 text-13 text-muted empty:hidden">
          {search.note}
        </p>
      )}
      {saved && list.source ? (
        <TableWithViews {...shown} saved={saved} source={list.source} />
      ) : (
        <DataTable {...shown} />
      )}
    </>
  );

  function searchOf({ param, note: _, ...own }: NonNullable<typeof search>): TableSearch {
    return { value: params[param] ?? '', onChange: (text) => narrow({ [param]: text }).onFollow(), ...own };
  }
}
