import { createLoader, type inferParserType, parseAsString } from 'nuqs/server';
import { ownRedemptionFilters } from '@/lib/domain/redemptions/redemptions/filters';
import { filterParams, filtersInUse, given } from '../../_fields/filter-params';

export const partnerRedemptionsParams = { ...filterParams(ownRedemptionFilters), after: parseAsString };
export type PartnerRedemptionsParams = inferParserType<typeof partnerRedemptionsParams>;

export const loadPartnerRedemptions = createLoader(partnerRedemptionsParams);

/** What the list shows, without its page: what an export has. */
export const partnerRedemptionsFilter = ({ after: _, ...params }: PartnerRedemptionsParams) =>
  filtersInUse(ownRedemptionFilters, params);

export function partnerRedemptionsInput(params: PartnerRedemptionsParams) {
  return { ...given({ after: params.after }), ...partnerRedemptionsFilter(params) };
}
