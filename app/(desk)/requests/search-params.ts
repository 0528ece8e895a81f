import { createLoader, type inferParserType, parseAsString } from 'nuqs/server';
import { ownRequestFilters, requestFilters } from '@/lib/platform/requests/filters';
import { filterParams, filtersInUse, given } from '../_fields/filter-params';

/** The state of the list of requests, kept in the address. */
export const requestParams = {
  search: parseAsString.withDefault(''),
  ...filterParams(requestFilters),
  after: parseAsString,
};
export type RequestParams = inferParserType<typeof requestParams>;

export const loadRequestParams = createLoader(requestParams);

/** What the list shows, without its page: what an export has. */
export function requestFilterOf({ search, after: _, ...params }: RequestParams) {
  return { ...given({ search: search.slice(0, 200) }), ...filtersInUse(requestFilters, params) };
}

export function requestsInput({ search, after, ...params }: RequestParams) {
  return { ...given({ search: search.slice(0, 200), after }), ...filtersInUse(requestFilters, params) };
}

/** The same of one company's requests. */
export function ownRequestsInput({ search, after, integratorId: _, ...params }: RequestParams) {
  return { ...given({ search: search.slice(0, 200), after }), ...filtersInUse(ownRequestFilters, params) };
}
