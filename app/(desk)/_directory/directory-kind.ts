import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';
import { type Directory, type DirectoryKind, directories, pathOf } from '@/lib/core/entities/directory';
import { routes } from '@/lib/core/routes';
import type { LinkedDirectoryKind } from '@/lib/domain/coupons/directories/directory-operations';
import { asQuery } from '../_fields/filter-params';
import type { DirectoryListInput } from './search-params';

export type { DirectoryKind, LinkedDirectoryKind };

export const directoryOf = (kind: DirectoryKind): Directory => directories[kind];

/** The addresses of a directory's screens. */
export const directoryRoutes = (kind: DirectoryKind) => routes.directory(pathOf(directories[kind]));

/** Where the desk takes in files of this kind. */
export const uploadAddress = (kind: LinkedDirectoryKind) => `/api/desk/uploads/${pathOf(directories[kind])}`;

/** Where the desk gives out a list of this kind as a file. */
export const exportAddress = (kind: DirectoryKind) => `/api/desk/${pathOf(directories[kind])}/exports`;

/** An entry as the desk reads it, with the fields of its directory: instants are ISO text. */
export type EntryItem = {
  id: number;
  name: string;
  coupons: number;
  createdAt: string;
  updatedAt: string;
  archivedAt: string | null;
  [field: string]: unknown;
};
export type EntryPage = { rows: EntryItem[]; page: number; next: string | null; previous: string | null };
export type UsesPage = InferResponseType<(typeof deskClient)[':directory']['coupons']['$get'], 200>;

export const directoryReads = (kind: DirectoryKind) => ['directory', kind] as const;

const paramOf = (kind: DirectoryKind) => ({ directory: pathOf(directories[kind]) });

export const readEntries = (kind: DirectoryKind, query: DirectoryListInput) =>
  read(deskClient[':directory'].$get({ param: paramOf(kind), query: asQuery(query) })) as Promise<EntryPage>;

export function usesQuery(kind: LinkedDirectoryKind, id: number, after: string | null) {
  const query = { id: String(id), ...(after ? { after } : {}) };
  return {
    queryKey: [...directoryReads(kind), 'uses', query] as const,
    queryFn: () => read(deskClient[':directory'].coupons.$get({ param: paramOf(kind), query })),
  };
}
