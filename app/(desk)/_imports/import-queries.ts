import type { ClientResponse } from 'hono/client';
import { deskClient, ReadError, read } from '@/app/session/desk-client';
import type { KeptImport } from '@/lib/domain/coupons/imports/kept-imports';
import type { TableUpload, UploadProgress } from '@/lib/domain/coupons/imports/table-upload';
import type { UndoPlan } from '@/lib/domain/coupons/imports/undo-import';

/** In an answer an instant is text. */
type AsSent<T extends { createdAt: Date }> = Omit<T, 'createdAt'> & { createdAt: string };
export type RecentImport = AsSent<Omit<KeptImport, 'undoneAt'>> & { undoneAt: string | null };
export type RecentFile = AsSent<UploadProgress>;
export type ImportedFile = AsSent<Omit<TableUpload, 'imported'>> & { imported: RecentImport | null };
type Recent = { uploads: RecentFile[]; rows: RecentImport[] };

/** `/api/desk/uploads/coupons` takes in `coupons`. */
export const kindOf = (address: string): string => address.split('/').at(-1) ?? '';

const client = deskClient.uploads[':kind'];

export const isAtWork = ({ state }: Pick<RecentFile, 'state'>) => state === 'checking' || state === 'importing';
/** A process of the version before can end an undo that is at work. */
export const isUndoing = (imported: Pick<RecentImport, 'undoState' | 'undone'> | null) =>
  imported?.undoState === 'running' && imported.undone === null;

/** Imports of the last day, and files at work; read again by each page that lists them: the one before has added another. */
export const recentImportsQuery = (address: string) => ({
  queryKey: ['table-imports', address] as const,
  queryFn: () =>
    read(client.imports.$get({ param: { kind: kindOf(address) } }) as unknown as Promise<ClientResponse<Recent>>),
  staleTime: 0,
  refetchInterval: ({ state: { data } }: { state: { data?: Recent | undefined } }) =>
    data && (data.uploads.some(isAtWork) || data.rows.some(isUndoing)) ? 1000 : (false as const),
});

type Answered = { state: { data?: ImportedFile | undefined; dataUpdateCount: number } };

/** One file: how far its check, its import or the undo of that is, asked for while it is at work. Small files take a moment. */
export const fileQuery = (address: string, id: number | null) => ({
  queryKey: ['table-file', address, id] as const,
  queryFn: () =>
    read(
      client.files[':id{[1-9][0-9]{0,14}}'].$get({
        param: { kind: kindOf(address), id: String(id) },
      }) as unknown as Promise<ClientResponse<ImportedFile>>,
    ),
  enabled: id !== null,
  staleTime: 0,
  retry: (count: number, error: Error) => !(error instanceof ReadError && error.status === 404) && count < 2,
  refetchInterval: ({ state: { data, dataUpdateCount } }: Answered) => {
    if (data && !isAtWork(data) && !isUndoing(data.imported)) return false as const;
    return dataUpdateCount < 8 ? 300 : 1000;
  },
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
