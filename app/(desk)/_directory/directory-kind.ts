import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';
import { routes } from '@/lib/core/routes';
import type { DirectoryListInput } from './search-params';

export type DirectoryKind = 'userGroups' | 'tvodPrices';

export const directoryRoutes = {
  userGroups: { list: routes.userGroups, entry: routes.userGroup, import: routes.importUserGroups },
  tvodPrices: { list: routes.tvodPrices, entry: routes.tvodPrice, import: routes.importTvodPrices },
} as const;

/** Pages as the desk reads them: instants are ISO text. */
export type GroupPage = InferResponseType<(typeof deskClient)['user-groups']['$get'], 200>;
export type PricePage = InferResponseType<(typeof deskClient)['tvod-prices']['$get'], 200>;
export type GroupItem = Omit<GroupPage['rows'][number], 'linked'>;
export type PriceItem = Omit<PricePage['rows'][number], 'linked'>;
export type UsesPage = InferResponseType<(typeof deskClient)['user-groups']['coupons']['$get'], 200>;

/** What every entry has, of whichever kind. */
export type EntryItem = GroupItem;
export type EntryPage<Item> = { rows: Item[]; page: number; next: string | null; previous: string | null };

export const directoryReads = (kind: DirectoryKind) => ['directory', kind] as const;

export const readGroups = (query: DirectoryListInput) => read(deskClient['user-groups'].$get({ query }));
export const readPrices = (query: DirectoryListInput) => read(deskClient['tvod-prices'].$get({ query }));

export function usesQuery(kind: DirectoryKind, id: number, after: string | null) {
  const query = { id: String(id), ...(after ? { after } : {}) };
  return {
    queryKey: [...directoryReads(kind), 'uses', query] as const,
    queryFn: () =>
      kind === 'userGroups'
        ? read(deskClient['user-groups'].coupons.$get({ query }))
        : read(deskClient['tvod-prices'].coupons.$get({ query })),
  };
}
