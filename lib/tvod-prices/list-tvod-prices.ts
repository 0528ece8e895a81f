import { tvodPrices } from '@/db/schema/coupons';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { entryList } from '@/lib/directory/entry-list';
import type { ListEntriesInput } from '@/lib/directory/schemas';
import type { KeysetPage } from '@/lib/keyset';
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
