import { createLoader, type inferParserType, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import type { InPlace } from '@/components/in-place-link';
import {
  type BrowseRedemptionsInput,
  type RedemptionFilterInput,
  redemptionSorts,
} from '@/lib/domain/redemptions/redemptions/filter-schemas';
import { redemptionStates } from '@/lib/domain/redemptions/redemptions/schemas';
import { parseAsDay } from '../parse-as-day';

/** The state of the list of redemptions, kept in the URL. */
export const redemptionParams = {
  search: parseAsString.withDefault(''),
  state: parseAsStringLiteral(redemptionStates),
  couponId: parseAsInteger,
  codeId: parseAsInteger,
  integratorId: parseAsInteger,
  from: parseAsDay,
  to: parseAsDay,
  sort: parseAsStringLiteral(redemptionSorts).withDefault('newest'),
  after: parseAsString,
};
export type RedemptionParams = inferParserType<typeof redemptionParams>;
/** The list with these filters, from its first page. */
export type NarrowRedemptions = (change: Partial<RedemptionParams>) => InPlace;

export const loadRedemptionParams = createLoader(redemptionParams);

const idOf = (value: number | null) => (value !== null && value > 0 ? value : undefined);

function withoutAbsent<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** The filter that the address holds, as use cases take it: without what is not set. */
export function redemptionFilterOf({ search, state, from, to, ...ids }: RedemptionParams): RedemptionFilterInput {
  return withoutAbsent({
    search: search.slice(0, 200) || undefined,
    state: state ?? undefined,
    couponId: idOf(ids.couponId),
    codeId: idOf(ids.codeId),
    integratorId: idOf(ids.integratorId),
    from: from ?? undefined,
    to: to ?? undefined,
  });
}

export function redemptionsInput(params: RedemptionParams): BrowseRedemptionsInput {
  const { sort, after } = params;
  return { ...redemptionFilterOf(params), sort, ...(after ? { after } : {}) };
}
