'use server';

import { action } from '@/app/session/action';
import { acknowledgeSale } from '@/lib/domain/sales/sales/acknowledge-sale';
import { sell } from '@/lib/domain/sales/sales/sell';

export const acknowledgeSaleAction = action(acknowledgeSale);
export const sellAction = action(sell);
