'use client';

import type { QueryKey } from '@tanstack/react-query';
import { useList } from '../../use-list';
import { type DeliveryListState, deliveryListParams } from '../search-params';
import { type DeliveryPage, deliveryListQuery } from '../webhook-queries';

const soonMs = 10_000;
const lookAgainMs = 1_500;

/** Reads again while a message is about to be sent. */
function untilSent(page: DeliveryPage | undefined): number | false {
  const soon = Date.now() + soonMs;
  const isMoving = page?.rows.some((row) => row.nextAttemptAt !== null && Date.parse(row.nextAttemptAt) < soon);
  return isMoving ? lookAgainMs : false;
}

type DeliveryQuery = { queryKey: QueryKey; queryFn: () => Promise<DeliveryPage> };

export type Deliveries = ReturnType<typeof useDeliveries>;

/** The messages to an endpoint, followed while one is on its way; with each page comes the endpoint as it is now. */
export function useDeliveries(
  initial: DeliveryPage,
  initialParams: DeliveryListState,
  queryOf: (endpointId: number, params: DeliveryListState) => DeliveryQuery = deliveryListQuery,
) {
  return useList({
    params: deliveryListParams,
    initial,
    initialParams,
    read: (params) => queryOf(initial.endpoint.id, params),
    readAgain: untilSent,
    history: 'replace',
  });
}
