import type { Filters } from '@/lib/core/entities/filter';

export const directoryStates = ['active', 'archived'] as const;

/** What a list of entries is narrowed by, in the order of its menus. */
export const entryFilters = {
  state: {
    kind: 'choice',
    values: directoryStates,
    words: 'state',
    off: 'active',
    wrong: 'must be active or archived',
  },
} as const satisfies Filters;
