import type { SaleState } from './schemas';

/** Where a sale may go from each state. What is not named here does not happen, whoever asks. */
export const saleWays: Record<SaleState, readonly SaleState[]> = {
  pending: ['succeeded', 'failed', 'unknown', 'pin_missing'],
  unknown: ['succeeded', 'failed', 'pin_missing'],
  pin_missing: ['succeeded', 'refunded'],
  succeeded: [],
  failed: [],
  refunded: [],
};

/** Money and the customer wait for these. */
export const openSaleStates = ['pending', 'unknown', 'pin_missing'] as const satisfies readonly SaleState[];
export type OpenSaleState = (typeof openSaleStates)[number];

export const isOpenSale = (state: SaleState): state is OpenSaleState => saleWays[state].length > 0;
