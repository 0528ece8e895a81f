'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { type EntryInput, entryInput } from '@/lib/domain/coupons/imports/schemas';
import { archiveTvodPrice } from '@/lib/domain/coupons/tvod-prices/archive-tvod-price';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/create-tvod-price';
import { restoreTvodPrice } from '@/lib/domain/coupons/tvod-prices/restore-tvod-price';
import { createTvodPriceInput, updateTvodPriceInput } from '@/lib/domain/coupons/tvod-prices/schemas';
import { updateTvodPrice } from '@/lib/domain/coupons/tvod-prices/update-tvod-price';

const create = action(createTvodPriceInput, createTvodPrice);
const update = action(updateTvodPriceInput, updateTvodPrice);
const archive = action(entryInput, archiveTvodPrice);
const restore = action(entryInput, restoreTvodPrice);

export async function createTvodPriceAction(input: z.input<typeof createTvodPriceInput>) {
  return create(input);
}

export async function updateTvodPriceAction(input: z.input<typeof updateTvodPriceInput>) {
  return update(input);
}

export async function archiveTvodPriceAction(input: EntryInput) {
  return archive(input);
}

export async function restoreTvodPriceAction(input: EntryInput) {
  return restore(input);
}
