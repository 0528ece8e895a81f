import { type Directory, type DirectoryKind, directories, pathOf } from '@/lib/core/entities/directory';
import { routes } from '@/lib/core/routes';

/** Where an entry is shown: on a page of its own when coupons can be limited to it, else in its list. */
export function entryAddress(kind: DirectoryKind, id: number): string {
  const directory: Directory = directories[kind];
  const { list, entry } = routes.directory(pathOf(directory));
  return directory.isLinked ? entry(id) : list();
}
