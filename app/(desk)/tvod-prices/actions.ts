'use server';

import { action } from '@/app/session/action';
import { archiveTvodPrice } from '@/lib/domain/coupons/tvod-prices/archive-tvod-price';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/create-tvod-price';
import { restoreTvodPrice } from '@/lib/domain/coupons/tvod-prices/restore-tvod-price';
import { updateTvodPrice } from '@/lib/domain/coupons/tvod-prices/update-tvod-price';

export const archiveTvodPriceAction = action(archiveTvodPrice);
export const createTvodPriceAction = action(createTvodPrice);
export const restoreTvodPriceAction = action(restoreTvodPrice);
export const updateTvodPriceAction = action(updateTvodPrice);
