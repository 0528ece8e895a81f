import { and, isNull, type SQL, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage, type PageRequest } from '@/lib/core/keyset';
import { type Coupon, couponColumns } from '@/lib/domain/coupons/coupons/coupon-row';
import type { Context } from '@/lib/platform/context/context';

/** The coupons in use that `linked` holds for, by their code. */
export async function listLinkedCoupons(
  ctx: Context,
  list: string,
  linked: SQL,
  request: PageRequest,
): Promise<KeysetPage<Coupon>> {
  const keyset: Keyset = {
    name: list,
    value: sql`lower(${coupons.code})`,
    type: 'text',
    id: sql`${coupons.id}`,
    descending: false,
  };
  const clauses = keysetClauses(keyset, request);
  const found = await ctx.db
    .select({ ...couponColumns(ctx.now()), sortValue: clauses.sortValue })
    .from(coupons)
    .where(and(isNull(coupons.deletedAt), linked, clauses.where))
    .orderBy(...clauses.orderBy)
    .limit(clauses.limit)
    .offset(clauses.offset);
  return keysetPage(keyset, request, clauses.at, found);
}
