import { createLoader, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { codeFilterStatuses } from '@/lib/codes/schemas';

export const codeListParams = {
  status: parseAsStringLiteral(codeFilterStatuses),
  after: parseAsString,
};

export const loadCodeList = createLoader(codeListParams);
export type CodeListState = Awaited<ReturnType<typeof loadCodeList>>;

export function codeListInput({ status, after }: CodeListState) {
  return { ...(status ? { status } : {}), ...(after ? { after } : {}) };
}
