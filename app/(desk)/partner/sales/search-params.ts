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

export function partnerSalesInput({ reference, after, ...params }: PartnerSalesParams) {
  return { ...given({ reference: reference.slice(0, 200), after }), ...filtersInUse(ownPurchaseFilters, params) };
}
