import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';

const batches = deskClient['code-batches'];

export type BatchPage = InferResponseType<typeof batches.$get, 200>;
export type BatchItem = BatchPage['rows'][number];

export const batchLists = (couponId: number) => ['code-batches', couponId] as const;

/** While one is at work, its bar is asked for again each second. */
const everySecond = 1000;
export const isAtWork = ({ state }: Pick<BatchItem, 'state'>) => state === 'queued' || state === 'running';
export const whileAtWork = (some: Pick<BatchItem, 'state'>[] | undefined) =>
  some?.some(isAtWork) ? everySecond : (false as const);

export function batchListQuery(couponId: number, after: string | null) {
  const query = { couponId: String(couponId), ...(after ? { after } : {}) };
  return { queryKey: [...batchLists(couponId), query] as const, queryFn: () => read(batches.$get({ query })) };
}

export function batchQuery(couponId: number, batchId: number) {
  return {
    queryKey: [...batchLists(couponId), batchId] as const,
    queryFn: () =>
      read(
        batches[':id{[1-9][0-9]{0,14}}'].$get({
          param: { id: String(batchId) },
          query: { couponId: String(couponId) },
        }),
      ),
  };
}
