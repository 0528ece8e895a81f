'use server';

import { action } from '@/app/session/action';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import {
  type CreateProductInput,
  createProductInput,
  type SetProductActiveInput,
  setProductActiveInput,
  type UpdateProductInput,
  updateProductInput,
} from '@/lib/domain/sales/products/schemas';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { updateProduct } from '@/lib/domain/sales/products/update-product';
import { pauseSales } from '@/lib/domain/sales/sales/pause-sales';
import { type PauseSalesInput, pauseSalesInput } from '@/lib/domain/sales/sales/schemas';

const create = action(createProductInput, createProduct);
const update = action(updateProductInput, updateProduct);
const setActive = action(setProductActiveInput, setProductActive);
const pause = action(pauseSalesInput, pauseSales);

export async function createProductAction(input: CreateProductInput) {
  return create(input);
}

export async function updateProductAction(input: UpdateProductInput) {
  return update(input);
}

export async function setProductActiveAction(input: SetProductActiveInput) {
  return setActive(input);
}

export async function pauseSalesAction(input: PauseSalesInput) {
  return pause(input);
}
