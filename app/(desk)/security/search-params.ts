import { createLoader, type inferParserType, parseAsString } from 'nuqs/server';
import { securityFilters } from '@/lib/domain/access/security/filters';
import {
  type ListSecurityEventsInput,
  type SecurityEventFilterInput,
  securityEventFilter,
} from '@/lib/domain/access/security/schemas';
import { filterParams, given } from '../_fields/filter-params';
import { parseAsDay } from '../parse-as-day';

/** The state of the list of security events, kept in the address. */
export const securityParams = {
  ...filterParams(securityFilters),
  address: parseAsString.withDefault(''),
  from: parseAsDay,
  to: parseAsDay,
  after: parseAsString,
};
export type SecurityParams = inferParserType<typeof securityParams>;

export const loadSecurityParams = createLoader(securityParams);

/** The filter that the address holds. An address that no link of ours leads to is read as the whole list. */
export function securityFilterOf({ after: _, ...params }: SecurityParams): SecurityEventFilterInput {
  const filter = given(params);
  return securityEventFilter.safeParse(filter).success ? filter : {};
}

export function securityInput(params: SecurityParams): ListSecurityEventsInput {
  return { ...securityFilterOf(params), ...given({ after: params.after }) };
}
