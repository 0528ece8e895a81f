import { createLoader, type inferParserType, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { type ListSalesInput, saleStates } from '@/lib/sales/schemas';

/** The state of the list of sales, kept in the URL. `before` is the sale the page comes after. */
export const salesParams = {
  search: parseAsString.withDefault(''),
  state: parseAsStringLiteral(saleStates),
  before: parseAsInteger,
};
export type SalesParams = inferParserType<typeof salesParams>;

export const loadSalesParams = createLoader(salesParams);

export function salesInput({ search, state, before }: SalesParams): ListSalesInput {
  return {
    ...(search ? { search: search.slice(0, 254) } : {}),
    ...(state ? { state } : {}),
    ...(before && before > 0 ? { before } : {}),
  };
}
