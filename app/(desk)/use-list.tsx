'use client';

import { keepPreviousData, type QueryKey, useQuery } from '@tanstack/react-query';
import type { inferParserType, Options, ParserMap } from 'nuqs';
import { type ReactNode, useState } from 'react';
import type { InPlace } from '@/components/in-place-link';
import { type AddressChange, useAddress } from '@/components/use-address';
import { keysetPaging } from './keyset-paging';
import { ReadFailed } from './read-failed';

export type Read<Page> = { queryKey: QueryKey; queryFn: () => Promise<Page> };

type ReadOptions<Page> = {
  /** In how many milliseconds it is read again by itself. */
  readAgain?: (page: Page | undefined) => number | false;
  /** Said in place of rows that could not be read; a general sentence otherwise. */
  failedTitle?: string;
};

/** What of a table is the same in every list. */
export type TableState<Row> = { rows: Row[]; isLoading: boolean; isStale: boolean; error: ReactNode };

/** What was read before stays until the next has come, and when reading it again fails. */
function useRead<Page>(read: Read<Page>, initial: Page | undefined, { readAgain, failedTitle }: ReadOptions<Page>) {
  const { data, error, isError, isPending, isPlaceholderData, refetch } = useQuery<Page>({
    ...read,
    ...(readAgain ? { refetchInterval: ({ state }) => readAgain(state.data) } : {}),
    placeholderData: keepPreviousData as never,
    ...(initial === undefined ? {} : { initialData: initial as never }),
  });
  const tableOf = <Row,>(rows: Row[]): TableState<Row> => ({
    rows,
    isLoading: isPending,
    isStale: isPlaceholderData,
    error: isError && rows.length === 0 && (
      <ReadFailed error={error} onRetry={() => void refetch()} {...(failedTitle ? { title: failedTitle } : {})} />
    ),
  });
  return { data, tableOf };
}

type WholeListOptions<Whole> = ReadOptions<Whole> & {
  /** How it is read. */
  read: Read<Whole>;
  /** The list that came with the document. */
  initial: Whole;
};

/** A list that is short enough to be read as a whole, with nothing of it in the address. */
export function useWholeList<Whole>({ read, initial, ...options }: WholeListOptions<Whole>) {
  const { data = initial, tableOf } = useRead(read, initial, options);
  return { data, tableOf };
}

type PagesOptions<Params extends ParserMap, Page> = ReadOptions<Page> &
  Pick<Options, 'history'> & {
    /** What of the list its address holds. */
    params: Params;
    /** The change of the address that leads to the first page. */
    start: AddressChange<Params>;
    /** The page that came with the document, and the state of the address that it is of. */
    initial: Page;
    initialParams: inferParserType<Params>;
    /** How a page is read. */
    read: (params: inferParserType<Params>) => Read<Page>;
  };

/** How a list is read in another state than its own: `start` has the parts of its address that say which page it is. */
export type ListSource = { parsers: ParserMap; start: object; read: (params: never) => Read<unknown> };

/**
 * A list that is read a page at a time, its filters and page in the address. `to` leads to another state of the list,
 * `narrow` to its first page with other filters.
 */
export function usePages<Params extends ParserMap, Page>(options: PagesOptions<Params, Page>) {
  const { params: parsers, start, initial, initialParams, read, history = 'push', ...others } = options;
  const { state: params, to } = useAddress(parsers, { history });
  const [first] = useState(() => JSON.stringify(initialParams));
  const isFirst = JSON.stringify(params) === first;
  const { data, tableOf } = useRead(read(params as inferParserType<Params>), isFirst ? initial : undefined, others);
  const narrow = (change: AddressChange<Params>): InPlace => to({ ...change, ...start });
  const source: ListSource = { parsers, start, read: read as ListSource['read'] };
  return { params, to, narrow, data, isFirst, tableOf, source };
}

type KeysetPage = { rows: object[]; page: number; next: string | null; previous: string | null };

type ListOptions<Params extends ParserMap, Page> = Omit<PagesOptions<Params, Page>, 'start'>;

/**
 * A list whose pages are found by the cursor `after`: its state, and what its `ListScreen` shows of it.
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
