/** Money and the customer wait for these. */
export const openSaleStates = ['pending', 'unknown', 'pin_missing'] as const;
