import type { Page } from '@playwright/test';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { issueCodes, makeCoupon, serial } from './make-coupon';
import { onServer } from './sign-in';

export type Shelf = { id: number; name: string; couponId: number };

/** A product that no other test sells, with that many codes. */
export async function makeShelf(page: Page, codes: number): Promise<Shelf> {
  const name = `Shelf ${serial()}`;
  const { id: couponId } = await makeCoupon(`shelf-${serial()}`, { discount: 100, security: 'restricted' });
  const { id } = await onServer((ctx) => createProduct(ctx, { name, value: name, amountPaisa: 10_000, couponId }));
  await issueCodes(page, couponId, { count: codes });
  return { id, name, couponId };
}
