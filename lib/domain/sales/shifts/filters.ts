import type { Filters } from '@/lib/core/entities/filter';

export const shiftStates = ['open', 'closed', 'approved'] as const;

/** What the list is narrowed by, in the order of its menus. */
export const shiftFilters = {
  state: { kind: 'choice', values: shiftStates, words: 'states' },
} as const satisfies Filters;
