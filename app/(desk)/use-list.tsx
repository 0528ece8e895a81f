'use client';

import { keepPreviousData, type QueryKey, useQuery } from '@tanstack/react-query';
import type { inferParserType, Options, ParserMap } from 'nuqs';
import { type ReactNode, useState } from 'react';
import type { InPlace } from '@/components/in-place-link';
import { type AddressChange, useAddress } from '@/components/use-address';
import { keysetPaging } from './keyset-paging';
import { ReadFailed } from './read-failed';

type Read<Page> = { queryKey: QueryKey; queryFn: () => Promise<Page> };

type PagesOptions<Params extends ParserMap, Page> = Pick<Options, 'history'> & {
  /** What of the list its address holds. */
  params: Params;
  /** The change of the address that leads to the first page. */
  start: AddressChange<Params>;
  /** The page that came with the document, and the state of the address that it is of. */
  initial: Page;
  initialParams: inferParserType<Params>;
  /** How a page is read. */
  read: (params: inferParserType<Params>) => Read<Page>;
  /** In how many milliseconds the page is read again by itself. */
  readAgain?: (page: Page | undefined) => number | false;
  /** Said in place of rows that could not be read; a general sentence otherwise. */
  failedTitle?: string;
};

/** What of a table is the same in every list. */
type TableState<Row> = { rows: Row[]; isLoading: boolean; isStale: boolean; error: ReactNode };

/**
 * A list that is read a page at a time, its filters and page in the address. The page before stays until the next has
 * come. `to` leads to another state of the list, `narrow` to its first page with other filters.
 */
export function usePages<Params extends ParserMap, Page>(options: PagesOptions<Params, Page>) {
  const { params: parsers, start, initial, initialParams, read, readAgain, failedTitle, history = 'push' } = options;
  const { state: params, to } = useAddress(parsers, { history });
  const [first] = useState(() => JSON.stringify(initialParams));
  const isFirst = JSON.stringify(params) === first;
  const { data, error, isError, isPending, isPlaceholderData, refetch } = useQuery<Page>({
    ...read(params as inferParserType<Params>),
    ...(readAgain ? { refetchInterval: ({ state }) => readAgain(state.data) } : {}),
    placeholderData: keepPreviousData as never,
    ...(isFirst ? { initialData: initial as never } : {}),
  });
  const narrow = (change: AddressChange<Params>): InPlace => to({ ...change, ...start });
  const tableOf = <Row,>(rows: Row[]): TableState<Row> => ({
    rows,
    isLoading: isPending,
    isStale: isPlaceholderData,
    error: isError && rows.length === 0 && (
      <ReadFailed error={error} onRetry={() => void refetch()} {...(failedTitle ? { title: failedTitle } : {})} />
    ),
  });
  return { params, to, narrow, data, isFirst, tableOf };
}

type KeysetPage = { rows: object[]; page: number; next: string | null; previous: string | null };

type ListOptions<Params extends ParserMap, Page> = Omit<PagesOptions<Params, Page>, 'start'>;

/**
 * A list whose pages are found by the cursor `after`: its state, and what its `DataTable` shows of it. A screen adds
 * columns, filters, what it says when it is empty, and actions.
 */
export function useList<Params extends ParserMap & { after: unknown }, Page extends KeysetPage>(
  options: ListOptions<Params, Page>,
) {
  const start = { after: null } as AddressChange<Params>;
  const { tableOf, ...list } = usePages<Params, Page>({ ...options, start });
  const { rows = [], page = 1, next = null, previous = null } = list.data ?? {};
  return {
    ...list,
    page,
    table: tableOf(rows as Page['rows'][number][]),
    paging: keysetPaging({ page, next, previous }, (change) => list.to(change as AddressChange<Params>)),
  };
}
