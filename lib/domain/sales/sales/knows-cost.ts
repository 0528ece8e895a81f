import type { SaleState } from './filters';

/**
 * Whether the cost of any of some sales is known: where none is, neither their cost nor their margin is Rs 0. `uncosted` counts
 * those of unknown cost. Only what had a PIN costs anything.
 */
export function knowsCost(uncosted: number, states: readonly { state: SaleState; count: number }[]): boolean {
  const withCost = states.filter(({ state }) => state === 'succeeded' || state === 'voided');
  return uncosted === 0 || withCost.reduce((sum, { count }) => sum + count, 0) > uncosted;
}
