import { createLoader, createParser, type inferParserType, parseAsString } from 'nuqs/server';
import { isStorable } from '@/lib/core/storable-text';
import { securityFilters } from '@/lib/domain/access/security/filters';
import type { ListSecurityEventsInput, SecurityEventFilterInput } from '@/lib/domain/access/security/schemas';
import { filterParams, given } from '../_fields/filter-params';
import { daysOf, parseAsDay } from '../parse-as-day';

/** An address, or how it begins; what can be none is ignored. */
const parseAsAddress = createParser({
  parse: (text) => (text.trim().length <= 60 && isStorable(text) ? text : null),
  serialize: (text: string) => text,
});

/** The state of the list of security events, kept in the address. */
export const securityParams = {
  ...filterParams(securityFilters),
  address: parseAsAddress.withDefault(''),
  from: parseAsDay,
  to: parseAsDay,
  after: parseAsString,
};
export type SecurityParams = inferParserType<typeof securityParams>;

export const loadSecurityParams = createLoader(securityParams);

/** The filter that the address holds. */
export function securityFilterOf({ after: _, ...params }: SecurityParams): SecurityEventFilterInput {
  return given({ ...params, ...daysOf(params) });
}

export function securityInput(params: SecurityParams): ListSecurityEventsInput {
  return { ...securityFilterOf(params), ...given({ after: params.after }) };
}
