import { tvodPrices } from '@/db/schema/coupons';
import type { KeysetPage } from '@/lib/core/keyset';
import { entryList } from '@/lib/domain/coupons/imports/entry-list';
import { listEntriesInput } from '@/lib/domain/coupons/imports/schemas';
import { operation } from '@/lib/platform/context/operation';
import { type TvodPrice, tvodPriceColumns } from './tvod-price-row';

/** By name. @throws Forbidden, Invalid (`after` is not a cursor of this list) */
export const listTvodPrices = operation(
  'coupons.read',
  listEntriesInput,
  async (ctx, input): Promise<KeysetPage<TvodPrice>> => {
    const list = entryList('tvod_prices', tvodPrices, input);
    const found = await ctx.db
      .select({ ...tvodPriceColumns, sortValue: list.sortValue })
      .from(tvodPrices)
      .where(list.where)
      .orderBy(...list.orderBy)
      .limit(list.limit)
      .offset(list.offset);
    return list.toPage(found);
  },
);
