import { and, eq, ilike, isNull, sql } from 'drizzle-orm';
import { couponTvodPrices, tvodPrices } from '@/db/schema/coupons';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/keyset';
import { type TvodPrice, tvodPriceColumns } from './create-tvod-price';
import { type ListTvodPricesInput, listTvodPricesInput } from './schemas';

export type TvodPriceSummary = TvodPrice & { linked: boolean };

/** Linked ones first, then by name. @throws Forbidden, Invalid (`after` is not a cursor of this list) */
export async function listTvodPrices(
  ctx: Context,
  input: ListTvodPricesInput = {},
): Promise<KeysetPage<TvodPriceSummary>> {
  assertCan(ctx, 'coupons.read');
  const { couponId = 0, name, linkedOnly, ...request } = listTvodPricesInput.parse(input);
  const linked = sql<boolean>`${couponTvodPrices.couponId} is not null`;
  const keyset: Keyset = {
    name: `tvod_prices:${couponId}`,
    value: sql`(case when ${linked} then '0' else '1' end || lower(${tvodPrices.name}))`,
    type: 'text',
    id: sql`${tvodPrices.id}`,
    descending: false,
  };
  const clauses = keysetClauses(keyset, request);
  const found = await ctx.db
    .select({ ...tvodPriceColumns, linked: linked.as('linked'), sortValue: clauses.sortValue })
    .from(tvodPrices)
    .leftJoin(
      couponTvodPrices,
      and(eq(couponTvodPrices.tvodPriceId, tvodPrices.id), eq(couponTvodPrices.couponId, couponId)),
    )
    .where(
      and(
        isNull(tvodPrices.archivedAt),
        name ? ilike(tvodPrices.name, `%${name.replace(/[\\%_]/g, '\\$&')}%`) : undefined,
        linkedOnly ? linked : undefined,
        clauses.where,
      ),
    )
    .orderBy(...clauses.orderBy)
    .limit(clauses.limit)
    .offset(clauses.offset);
  return keysetPage(keyset, request, clauses.at, found);
}
