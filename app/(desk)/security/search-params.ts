import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import {
  type ListSecurityEventsInput,
  type SecurityEventFilterInput,
  securityEventFilter,
} from '@/lib/domain/access/security/schemas';
import { securityEventKinds } from '@/lib/platform/security/event-kinds';
import { parseAsDay } from '../parse-as-day';

/** The state of the list of security events, kept in the address. */
export const securityParams = {
  kind: parseAsStringLiteral(securityEventKinds),
  actor: parseAsString,
  address: parseAsString.withDefault(''),
  from: parseAsDay,
  to: parseAsDay,
  after: parseAsString,
};
export type SecurityParams = inferParserType<typeof securityParams>;

export const loadSecurityParams = createLoader(securityParams);

/** The filter that the address holds. An address that no link of ours leads to is read as the whole list. */
export function securityFilterOf({ after: _, ...params }: SecurityParams): SecurityEventFilterInput {
  const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null && value !== ''));
  return securityEventFilter.safeParse(given).success ? given : {};
}

export function securityInput(params: SecurityParams): ListSecurityEventsInput {
  return { ...securityFilterOf(params), ...(params.after ? { after: params.after } : {}) };
}
