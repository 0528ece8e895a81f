import { createLoader, type inferParserType, parseAsString } from 'nuqs/server';
import { ownRedemptionFilters } from '@/lib/domain/redemptions/redemptions/filters';
import { filterParams, filtersInUse, given } from '../../_fields/filter-params';

export const partnerRedemptionsParams = { ...filterParams(ownRedemptionFilters), after: parseAsString };
export type PartnerRedemptionsParams = inferParserType<typeof partnerRedemptionsParams>;

export const loadPartnerRedemptions = createLoader(partnerRedemptionsParams);

export function partnerRedemptionsInput({ after, ...params }: PartnerRedemptionsParams) {
  return { ...given({ after }), ...filtersInUse(ownRedemptionFilters, params) };
}
