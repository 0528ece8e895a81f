'use server';

import { action } from '@/app/session/action';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { updateProduct } from '@/lib/domain/sales/products/update-product';
import { pauseSales } from '@/lib/domain/sales/sales/pause-sales';

export const createProductAction = action(createProduct);
export const pauseSalesAction = action(pauseSales);
export const setProductActiveAction = action(setProductActive);
export const updateProductAction = action(updateProduct);
