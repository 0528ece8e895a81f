import { createLoader, parseAsString } from 'nuqs/server';
import { entryFilters } from '@/lib/domain/coupons/directory-entries/filters';
import { filterParams, filtersInUse, given } from '../_fields/filter-params';

/** The list's state is its address. */
export const directoryListParams = {
  q: parseAsString.withDefault(''),
  ...filterParams(entryFilters),
  after: parseAsString,
};

export const loadDirectoryList = createLoader(directoryListParams);
export type DirectoryListState = Awaited<ReturnType<typeof loadDirectoryList>>;

/** What the use case and the desk's read take: nothing that is off. */
export function directoryListInput({ after, ...params }: DirectoryListState) {
  return { ...exportedEntries(params), ...given({ after }) };
}

/** What the list shows, whichever page of it. */
export function exportedEntries({ q, ...params }: Omit<DirectoryListState, 'after'>) {
  return { ...filtersInUse(entryFilters, params), ...given({ name: q.slice(0, 200) }) };
}
export type DirectoryListInput = ReturnType<typeof directoryListInput>;

export const usesParams = { after: parseAsString };
export const loadUses = createLoader(usesParams);
