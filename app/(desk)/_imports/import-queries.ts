import type { ClientResponse } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';
import type { KeptImport } from '@/lib/domain/coupons/imports/kept-imports';
import type { UndoPlan } from '@/lib/domain/coupons/imports/undo-import';

/** In an answer an instant is text. */
export type RecentImport = Omit<KeptImport, 'createdAt' | 'undoneAt'> & { createdAt: string; undoneAt: string | null };

/** `/api/desk/uploads/coupons` takes in `coupons`. */
export const kindOf = (address: string): string => address.split('/').at(-1) ?? '';

const client = deskClient.uploads[':kind'];

/** Imports of the last day, read again by each page that lists them: the one before has added another. */
export const recentImportsQuery = (address: string) => ({
  queryKey: ['table-imports', address] as const,
  queryFn: () =>
    read(
      client.imports.$get({ param: { kind: kindOf(address) } }) as Promise<ClientResponse<{ rows: RecentImport[] }>>,
    ),
  staleTime: 0,
});

/** What the undo of one would do now. */
export const undoPlanQuery = (address: string, id: number) => ({
  queryKey: ['table-import-undo', address, id] as const,
  queryFn: () =>
    read(
      client.undo.$get({ param: { kind: kindOf(address) }, query: { id: String(id) } }) as Promise<
        ClientResponse<UndoPlan>
      >,
    ),
  staleTime: 0,
  gcTime: 0,
  retry: false,
});
