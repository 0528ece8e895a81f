import type { Filters } from '@/lib/core/entities/filter';

export const requestLanes = ['v1', 'management', 'nettv'] as const;
/** By its status: below 400, 4xx, 5xx. */
export const requestOutcomes = ['answered', 'refused', 'failed'] as const;

const shared = {
  outcome: { kind: 'choice', values: requestOutcomes },
  method: { kind: 'choice', values: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'], words: null },
  lane: { kind: 'choice', values: requestLanes },
} as const satisfies Filters;

/** What the list is narrowed by, in the order of its menus. */
export const requestFilters = {
  ...shared,
  integratorId: { kind: 'id' },
  keyId: { kind: 'id' },
} as const satisfies Filters;
/** Of one company's. */
export const ownRequestFilters = { ...shared, keyId: { kind: 'id' } } as const satisfies Filters;
