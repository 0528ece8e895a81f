import type { InferResponseType } from 'hono/client';
import { deskClient, read } from '@/app/session/desk-client';
import { asQuery } from '../_fields/filter-params';
import { type DeliveryListState, deliveryListInput } from './search-params';

export type EndpointItem = InferResponseType<typeof deskClient.webhooks.$get, 200>[number];
export type DeliveryPage = InferResponseType<typeof deskClient.webhooks.deliveries.$get, 200>;
export type DeliveryItem = DeliveryPage['rows'][number];
export type DeliveryDetails = InferResponseType<
  (typeof deskClient.webhooks.deliveries)[':id{[1-9][0-9]{0,14}}']['$get'],
  200
>;

/** The key of every read of webhooks. */
export const webhookReads = ['webhooks'] as const;

export const endpointListQuery = {
  queryKey: [...webhookReads, 'list'] as const,
  queryFn: () => read(deskClient.webhooks.$get()),
};

export function deliveryListQuery(endpointId: number, state: DeliveryListState) {
  const query = asQuery({ endpointId, ...deliveryListInput(state) });
  return {
    queryKey: [...webhookReads, 'deliveries', query] as const,
    queryFn: () => read(deskClient.webhooks.deliveries.$get({ query })),
  };
}

export function deliveryQuery(id: number) {
  return {
    queryKey: [...webhookReads, 'delivery', id] as const,
    queryFn: () => read(deskClient.webhooks.deliveries[':id{[1-9][0-9]{0,14}}'].$get({ param: { id: String(id) } })),
  };
}
