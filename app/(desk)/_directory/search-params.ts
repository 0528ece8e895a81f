import { createLoader, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { directoryStates } from '@/lib/domain/coupons/directory-entries/schemas';

/** The list's state is its address. */
export const directoryListParams = {
  q: parseAsString.withDefault(''),
  state: parseAsStringLiteral(directoryStates).withDefault('active'),
  after: parseAsString,
};

export const loadDirectoryList = createLoader(directoryListParams);
export type DirectoryListState = Awaited<ReturnType<typeof loadDirectoryList>>;

/** What the use case and the desk's read take: nothing that is off. */
export function directoryListInput({ q, state, after }: DirectoryListState) {
  return { state, ...(q ? { name: q.slice(0, 200) } : {}), ...(after ? { after } : {}) };
}
export type DirectoryListInput = ReturnType<typeof directoryListInput>;

export const usesParams = { after: parseAsString };
export const loadUses = createLoader(usesParams);
