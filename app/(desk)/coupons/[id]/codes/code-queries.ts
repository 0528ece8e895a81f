import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';
import { type CodeListState, codeListInput } from './search-params';

export type CodePage = InferResponseType<typeof deskClient.codes.$get, 200>;
export type CodeItem = CodePage['rows'][number];

export const codeLists = (couponId: number) => ['codes', couponId] as const;

export function codeListQuery(couponId: number, state: CodeListState) {
  const { from, batchId, ...input } = codeListInput(state);
  const query = {
    couponId: String(couponId),
    ...input,
    ...(batchId ? { batchId: String(batchId) } : {}),
    ...(from ? { from: from.toISOString() } : {}),
  };
  return { queryKey: [...codeLists(couponId), query] as const, queryFn: () => read(deskClient.codes.$get({ query })) };
}
