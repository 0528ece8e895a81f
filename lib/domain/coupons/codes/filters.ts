import type { Filters } from '@/lib/core/entities/filter';

export const codeStatuses = ['available', 'redeemed', 'sold', 'voided', 'deleted'] as const;

export type CodeStatus = (typeof codeStatuses)[number];

/** `unavailable` is everything but available. */
export const codeFilterStatuses = [...codeStatuses, 'unavailable'] as const;

/** What the list is narrowed by, in the order of its menus. */
export const codeFilters = {
  status: {
    kind: 'choice',
    values: codeFilterStatuses,
    words: 'status',
    wrong: `must be one of ${codeFilterStatuses.join(', ')}`,
  },
} as const satisfies Filters;
