import { queryOptions } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';
import { asQuery } from '../_fields/filter-params';
import { type RedemptionParams, redemptionsInput } from './search-params';

const client = deskClient.redemptions;

export type RedemptionsPage = InferResponseType<typeof client.$get, 200>;
export type RedemptionItem = RedemptionsPage['rows'][number];
export type RedemptionChoices = InferResponseType<typeof client.choices.$get, 200>;
export type RedemptionDetails = InferResponseType<(typeof client)[':id{[1-9][0-9]{0,14}}']['$get'], 200>;

export const redemptionsKey = ['redemptions'] as const;

export function redemptionListQuery(params: RedemptionParams) {
  return {
    queryKey: [...redemptionsKey, 'list', params] as const,
    queryFn: (): Promise<RedemptionsPage> => read(client.$get({ query: asQuery(redemptionsInput(params)) })),
  };
}

/** The names of what the list is narrowed to. */
export function redemptionChoicesQuery({ couponId, codeId }: Pick<RedemptionParams, 'couponId' | 'codeId'>) {
  const query = {
    ...(couponId !== null && couponId > 0 ? { couponId: String(couponId) } : {}),
    ...(codeId !== null && codeId > 0 ? { codeId: String(codeId) } : {}),
  };
  return queryOptions({
    queryKey: [...redemptionsKey, 'choices', query] as const,
    queryFn: (): Promise<RedemptionChoices> => read(client.choices.$get({ query })),
  });
}
