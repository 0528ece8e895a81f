import { openSaleStates } from './open-sale-states';

/**
 * Whether sale `s` has no outcome yet. Written out: with parameters Postgres would not see that its index of open sales
 * answers this.
 */
export const isOpen = (s: string): string =>
  `${s}.state in (${openSaleStates.map((state) => `'${state}'`).join(', ')})`;
