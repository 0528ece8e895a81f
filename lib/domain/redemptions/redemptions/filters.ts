import type { Filters } from '@/lib/core/entities/filter';

export const redemptionStates = ['held', 'redeemed', 'rolled_back', 'lapsed'] as const;
export type RedemptionState = (typeof redemptionStates)[number];

/** What the desk's list is narrowed by, in the order of its menus. */
export const redemptionFilters = {
  state: { kind: 'choice', values: redemptionStates, words: 'states' },
  couponId: { kind: 'id', label: 'coupon' },
  codeId: { kind: 'id', label: 'code' },
  integratorId: { kind: 'id', label: 'integrator' },
} as const satisfies Filters;

/** What a partner's list is narrowed by. */
export const ownRedemptionFilters = {
  state: redemptionFilters.state,
} as const satisfies Filters;

export const redemptionSorts = ['newest', 'oldest'] as const;
