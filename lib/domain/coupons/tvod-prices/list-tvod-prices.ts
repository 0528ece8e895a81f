import { tvodPrices } from '@/db/schema/coupons';
import type { KeysetPage } from '@/lib/core/keyset';
import { entryList } from '@/lib/domain/coupons/imports/entry-list';
import type { ListEntriesInput } from '@/lib/domain/coupons/imports/schemas';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type TvodPrice, tvodPriceColumns } from './tvod-price-row';

/** By name. @throws Forbidden, Invalid (`after` is not a cursor of this list) */
export async function listTvodPrices(ctx: Context, input: ListEntriesInput = {}): Promise<KeysetPage<TvodPrice>> {
  assertCan(ctx, 'coupons.read');
  const list = entryList('tvod_prices', tvodPrices, input);
  const found = await ctx.db
    .select({ ...tvodPriceColumns, sortValue: list.sortValue })
    .from(tvodPrices)
    .where(list.where)
    .orderBy(...list.orderBy)
    .limit(list.limit)
    .offset(list.offset);
  return list.toPage(found);
}
