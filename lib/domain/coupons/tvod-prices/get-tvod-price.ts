import { entryInput } from '@/lib/domain/coupons/imports/schemas';
import { operation } from '@/lib/platform/context/operation';
import { readTvodPrice, type TvodPrice } from './tvod-price-row';

/** Also an archived one: coupons may still be limited to it. @throws Forbidden, NotFound */
export const getTvodPrice = operation('coupons.read', entryInput, async (ctx, { id }): Promise<TvodPrice> => {
  return readTvodPrice(ctx, id);
});
