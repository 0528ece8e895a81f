import type { Filters } from '@/lib/core/entities/filter';

export const userStates = ['active', 'disabled'] as const;

/** What the list is narrowed by next to the role, in the order of its menus. */
export const userFilters = {
  state: { kind: 'choice', values: userStates, words: 'states' },
} as const satisfies Filters;
