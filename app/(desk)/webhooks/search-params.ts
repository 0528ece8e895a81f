import { createLoader, parseAsInteger, parseAsString } from 'nuqs/server';
import { deliveryFilters } from '@/lib/platform/webhooks/filters';
import { filterParams, filtersInUse, given } from '../_fields/filter-params';

export const deliveryListParams = {
  ...filterParams(deliveryFilters),
  after: parseAsString,
  /** The message that is shown. */
  message: parseAsInteger,
};

export const loadDeliveryList = createLoader(deliveryListParams);
export type DeliveryListState = Awaited<ReturnType<typeof loadDeliveryList>>;

export function deliveryListInput({ after, ...params }: DeliveryListState) {
  const { event, ...filters } = filtersInUse(deliveryFilters, params);
  return { ...filters, ...(event ? { eventType: event } : {}), ...given({ after }) };
}
