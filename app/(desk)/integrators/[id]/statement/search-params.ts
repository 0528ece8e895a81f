import { createLoader, type inferParserType, parseAsInteger } from 'nuqs/server';
import type { CreditStatementInput } from '@/lib/domain/sales/credits/schemas';
import { parseAsDay } from '../../../parse-as-day';

/** The span of a statement and its page, kept in the URL. `before` is the entry the page comes after. */
export const statementParams = { from: parseAsDay, to: parseAsDay, before: parseAsInteger };
export type StatementParams = inferParserType<typeof statementParams>;

export const loadStatementParams = createLoader(statementParams);

export function statementInput(integratorId: number, params: StatementParams): CreditStatementInput {
  return { integratorId, ...spanOf(params) };
}

/** What of the address is set. */
export function spanOf({ from, to, before }: StatementParams) {
  return {
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(before && before > 0 ? { before } : {}),
  };
}
