import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { codeFilterStatuses } from '@/lib/domain/coupons/codes/schemas';

export const codeDays = ['1', '7', '30'] as const;

export const codeListParams = {
  status: parseAsStringLiteral(codeFilterStatuses),
  batch: parseAsInteger,
  days: parseAsStringLiteral(codeDays),
  after: parseAsString,
};

export const loadCodeList = createLoader(codeListParams);
export type CodeListState = Awaited<ReturnType<typeof loadCodeList>>;

const hour = 60 * 60 * 1000;

/** Which codes are meant. "In the last day" begins on the hour, so that the same list is asked for the same way. */
export function codeFilterOf({ status, batch, days }: Omit<CodeListState, 'after'>) {
  return {
    ...(status ? { status } : {}),
    ...(batch && batch > 0 ? { batchId: batch } : {}),
    ...(days ? { from: new Date((Math.floor(Date.now() / hour) - Number(days) * 24) * hour) } : {}),
  };
}

export function codeListInput({ after, ...state }: CodeListState) {
  return { ...codeFilterOf(state), ...(after ? { after } : {}) };
}
