import type { SellResult } from '@/lib/domain/sales/sales/sell';

export type Outcome = Pick<SellResult, 'sale' | 'pin' | 'repeated'>;

/** The current price of a product, as a refused sale reported it. */
export type NewPrice = { productId: number; amountPaisa: number };
