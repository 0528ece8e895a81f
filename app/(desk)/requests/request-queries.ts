import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';
import { asQuery } from '../_fields/filter-params';
import { ownRequestsInput, type RequestParams, requestsInput } from './search-params';

export type RequestsPage = InferResponseType<typeof deskClient.requests.$get, 200>;
export type RequestRow = RequestsPage['rows'][number];
type ById = (typeof deskClient.requests)[':id{[1-9][0-9]{0,14}}'];
export type RequestDetails = InferResponseType<ById['$get'], 200>;

/** Of all companies, or of a partner's own. */
export const requestsQuery = (params: RequestParams, isOwn: boolean) => ({
  queryKey: [isOwn ? 'own-requests' : 'requests', params],
  queryFn: (): Promise<RequestsPage> =>
    isOwn
      ? read(deskClient.partner.requests.$get({ query: asQuery(ownRequestsInput(params)) }))
      : read(deskClient.requests.$get({ query: asQuery(requestsInput(params)) })),
});
