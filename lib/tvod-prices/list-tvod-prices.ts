import { and, eq, sql } from 'drizzle-orm';
import { couponTvodPrices, tvodPrices } from '@/db/schema/coupons';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { entryList } from '@/lib/directory/entry-list';
import type { ListEntriesInput } from '@/lib/directory/schemas';
import type { KeysetPage } from '@/lib/keyset';
import { type TvodPrice, tvodPriceColumns } from './tvod-price-row';

export type TvodPriceSummary = TvodPrice & { linked: boolean };

/** By name; of a coupon the linked ones first. @throws Forbidden, Invalid (`after` is not a cursor of this list) */
export async function listTvodPrices(
  ctx: Context,
  input: ListEntriesInput = {},
): Promise<KeysetPage<TvodPriceSummary>> {
  assertCan(ctx, 'coupons.read');
  const linked = sql<boolean>`${couponTvodPrices.couponId} is not null`;
  const list = entryList('tvod_prices', tvodPrices, linked, input);
  const found = await ctx.db
    .select({ ...tvodPriceColumns, linked: linked.as('linked'), sortValue: list.sortValue })
    .from(tvodPrices)
    .leftJoin(
      couponTvodPrices,
      and(eq(couponTvodPrices.tvodPriceId, tvodPrices.id), eq(couponTvodPrices.couponId, list.couponId)),
    )
    .where(list.where)
    .orderBy(...list.orderBy)
    .limit(list.limit)
    .offset(list.offset);
  return list.toPage(found);
}
