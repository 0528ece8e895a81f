import { createLoader, parseAsString } from 'nuqs/server';
import type { Filters } from '@/lib/core/entities/filter';
import { codeFilters } from '@/lib/domain/coupons/codes/filters';
import { filterParams, filtersInUse, given } from '../../../_fields/filter-params';

/** Those of the use case, and what the address says in words of its own. */
export const codeListFilters = {
  ...codeFilters,
  batch: { kind: 'id' },
  days: { kind: 'choice', values: ['1', '7', '30'] },
} as const satisfies Filters;

export const codeListParams = { ...filterParams(codeListFilters), after: parseAsString };

export const loadCodeList = createLoader(codeListParams);
export type CodeListState = Awaited<ReturnType<typeof loadCodeList>>;

const hour = 60 * 60 * 1000;

/** Which codes are meant. "In the last day" begins on the hour, so that the same list is asked for the same way. */
export function codeFilterOf(state: Omit<CodeListState, 'after'>) {
  const { batch, days, ...filters } = filtersInUse(codeListFilters, state);
  return {
    ...filters,
    ...(batch ? { batchId: batch } : {}),
    ...(days ? { from: new Date((Math.floor(Date.now() / hour) - Number(days) * 24) * hour) } : {}),
  };
}

export function codeListInput({ after, ...state }: CodeListState) {
  return { ...codeFilterOf(state), ...given({ after }) };
}
