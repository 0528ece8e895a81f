import { createLoader, type inferParserType, parseAsString } from 'nuqs/server';
import { ownPurchaseFilters } from '@/lib/domain/sales/sales/filters';
import { filterParams, filtersInUse, given } from '../../_fields/filter-params';

export const partnerSalesParams = {
  reference: parseAsString.withDefault(''),
  ...filterParams(ownPurchaseFilters),
  after: parseAsString,
};
export type PartnerSalesParams = inferParserType<typeof partnerSalesParams>;

export const loadPartnerSales = createLoader(partnerSalesParams);

/** What the list shows, without its page: what an export has. */
export function partnerSalesFilter({ reference, after: _, ...params }: PartnerSalesParams) {
  return { ...given({ reference: reference.slice(0, 200) }), ...filtersInUse(ownPurchaseFilters, params) };
}

export function partnerSalesInput(params: PartnerSalesParams) {
  return { ...partnerSalesFilter(params), ...given({ after: params.after }) };
}
