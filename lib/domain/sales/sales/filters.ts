import type { Filters } from '@/lib/core/entities/filter';
import { paymentMethods } from '@/lib/core/entities/payment-method';

export const saleStates = ['pending', 'succeeded', 'failed', 'unknown', 'pin_missing', 'refunded', 'voided'] as const;

export type SaleState = (typeof saleStates)[number];

/** What a partner's list is narrowed by, in the order of its menus. */
export const ownPurchaseFilters = {
  state: { kind: 'choice', values: saleStates, words: 'states' },
} as const satisfies Filters;

/** Sales that wait for a person, the longest first. */
export const saleQueues = ['needs-person'] as const;

/** What the list of sales is narrowed by, in the order of its menus. */
export const saleFilters = {
  state: { kind: 'choice', values: saleStates, words: 'states' },
  // Its screens name them: an organization has ways of its own.
  paymentMethod: { kind: 'choice', values: paymentMethods, words: null },
  productId: { kind: 'id', label: 'product' },
  sellerId: { kind: 'id', label: 'seller' },
  integratorId: { kind: 'id', label: 'integrator' },
  shiftId: { kind: 'id', label: 'shift' },
} as const satisfies Filters;
