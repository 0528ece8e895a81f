import { createLoader, type inferParserType, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import type { InPlace } from '@/components/in-place-link';
import { paymentMethods } from '@/lib/core/entities/payment-method';
import { type ListSalesInput, type SaleFilterInput, saleQueues, saleStates } from '@/lib/domain/sales/sales/schemas';
import { parseAsDay } from '../parse-as-day';

/** The state of the list of sales, kept in the URL. */
export const salesParams = {
  search: parseAsString.withDefault(''),
  state: parseAsStringLiteral(saleStates),
  paymentMethod: parseAsStringLiteral(paymentMethods),
  productId: parseAsInteger,
  sellerId: parseAsInteger,
  integratorId: parseAsInteger,
  shiftId: parseAsInteger,
  from: parseAsDay,
  to: parseAsDay,
  queue: parseAsStringLiteral(saleQueues),
  after: parseAsString,
};
export type SalesParams = inferParserType<typeof salesParams>;
/** The list with these filters, from its first page. */
export type NarrowSales = (change: Partial<SalesParams>) => InPlace;

export const loadSalesParams = createLoader(salesParams);

const idOf = (value: number | null) => (value !== null && value > 0 ? value : undefined);

/** The input of the use cases from the address, without filters that are off. */
export function saleFilterOf({ search, state, paymentMethod, from, to, queue, ...ids }: SalesParams): SaleFilterInput {
  const filter = {
    search: search.slice(0, 254) || undefined,
    state: state ?? undefined,
    paymentMethod: paymentMethod ?? undefined,
    productId: idOf(ids.productId),
    sellerId: idOf(ids.sellerId),
    integratorId: idOf(ids.integratorId),
    shiftId: idOf(ids.shiftId),
    from: from ?? undefined,
    to: to ?? undefined,
    queue: queue ?? undefined,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

export function salesInput(params: SalesParams): ListSalesInput {
  return { ...saleFilterOf(params), ...(params.after ? { after: params.after } : {}) };
}

/** A filter as the query of an address. */
export function asQuery(input: object): Record<string, string> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]));
}
