import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import type { InPlace } from '@/components/in-place-link';
import type {
  BrowseRedemptionsInput,
  RedemptionFilterInput,
} from '@/lib/domain/redemptions/redemptions/filter-schemas';
import { redemptionFilters, redemptionSorts } from '@/lib/domain/redemptions/redemptions/filters';
import { filterParams, filtersInUse, given } from '../_fields/filter-params';
import { daysOf, parseAsDay } from '../parse-as-day';

/** The state of the list of redemptions, kept in the URL. */
export const redemptionParams = {
  search: parseAsString.withDefault(''),
  ...filterParams(redemptionFilters),
  from: parseAsDay,
  to: parseAsDay,
  sort: parseAsStringLiteral(redemptionSorts).withDefault('newest'),
  after: parseAsString,
};
export type RedemptionParams = inferParserType<typeof redemptionParams>;
/** The list with these filters, from its first page. */
export type NarrowRedemptions = (change: Partial<RedemptionParams>) => InPlace;

export const loadRedemptionParams = createLoader(redemptionParams);

/** The filter that the address holds, as use cases take it: without what is not set. */
export function redemptionFilterOf({ search, from, to, ...params }: RedemptionParams): RedemptionFilterInput {
  return {
    ...given({ search: search.slice(0, 200), ...daysOf({ from, to }) }),
    ...filtersInUse(redemptionFilters, params),
  };
}

export function redemptionsInput(params: RedemptionParams): BrowseRedemptionsInput {
  const { sort, after } = params;
  return { ...redemptionFilterOf(params), sort, ...given({ after }) };
}
