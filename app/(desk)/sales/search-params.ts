import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import type { InPlace } from '@/components/in-place-link';
import { saleFilters, saleQueues } from '@/lib/domain/sales/sales/filters';
import type { ListSalesInput, SaleFilterInput } from '@/lib/domain/sales/sales/schemas';
import { filterParams, filtersInUse, given } from '../_fields/filter-params';
import { daysOf, parseAsDay } from '../parse-as-day';

/** The state of the list of sales, kept in the URL. */
export const salesParams = {
  search: parseAsString.withDefault(''),
  ...filterParams(saleFilters),
  from: parseAsDay,
  to: parseAsDay,
  queue: parseAsStringLiteral(saleQueues),
  after: parseAsString,
};
export type SalesParams = inferParserType<typeof salesParams>;
/** The list with these filters, from its first page. */
export type NarrowSales = (change: Partial<SalesParams>) => InPlace;

export const loadSalesParams = createLoader(salesParams);

/** The input of the use cases from the address, without filters that are off. */
export function saleFilterOf({ search, from, to, queue, ...params }: SalesParams): SaleFilterInput {
  return {
    ...given({ search: search.slice(0, 254), ...daysOf({ from, to }), queue }),
    ...filtersInUse(saleFilters, params),
  };
}

export function salesInput(params: SalesParams): ListSalesInput {
  return { ...saleFilterOf(params), ...given({ after: params.after }) };
}
