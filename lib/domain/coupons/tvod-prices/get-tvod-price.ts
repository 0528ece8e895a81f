import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { readTvodPrice, type TvodPrice } from './tvod-price-row';

/** Also an archived one: coupons may still be limited to it. @throws Forbidden, NotFound */
export async function getTvodPrice(ctx: Context, id: number): Promise<TvodPrice> {
  assertCan(ctx, 'coupons.read');
  return readTvodPrice(ctx, id);
}
