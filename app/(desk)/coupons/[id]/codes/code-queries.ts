import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';
import { asQuery } from '../../../_fields/filter-params';
import { type CodeListState, codeListInput } from './search-params';

export type CodePage = InferResponseType<typeof deskClient.codes.$get, 200>;
export type CodeItem = CodePage['rows'][number];

export const codeLists = (couponId: number) => ['codes', couponId] as const;

export function codeListQuery(couponId: number, state: CodeListState) {
  const query = asQuery({ couponId, ...codeListInput(state) });
  return { queryKey: [...codeLists(couponId), query] as const, queryFn: () => read(deskClient.codes.$get({ query })) };
}
