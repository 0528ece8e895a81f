import { and, eq, exists, isNull, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import type { Directory } from '@/lib/core/entities/directory';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/core/keyset';
import { couponsReached } from '@/lib/domain/coupons/coupons/coupon-reach';
import { type Coupon, couponColumns } from '@/lib/domain/coupons/coupons/coupon-row';
import { operation } from '@/lib/platform/context/operation';
import type { LinkTable } from './count-of-coupons.sql';
import { entryRows, type OwnTable } from './entry-table';
import { listUsesInput } from './schemas';

/** The use case that lists the coupons in use that are limited to an entry of this directory, archived or not. */
export function linkedCoupons(directory: Directory, table: OwnTable, { links, linkCoupon, linkTarget }: LinkTable) {
  const { read } = entryRows(directory, table);

  /** By their code. @throws Forbidden, NotFound, Invalid (`after` is not a cursor of this list) */
  return operation('coupons.read', listUsesInput, async (ctx, { id, ...request }): Promise<KeysetPage<Coupon>> => {
    await read(ctx, id);
    const keyset: Keyset = {
      name: `${directory.singular}_coupons:${id}`,
      value: sql`lower(${coupons.code})`,
      type: 'text',
      id: sql`${coupons.id}`,
      descending: false,
    };
    const clauses = keysetClauses(keyset, request);
    const linked = ctx.db
      .select({ one: sql`1` })
      .from(links)
      .where(and(eq(linkCoupon, coupons.id), eq(linkTarget, id)));
    const found = await ctx.db
      .select({ ...couponColumns(ctx.now()), sortValue: clauses.sortValue })
      .from(coupons)
      .where(and(isNull(coupons.deletedAt), exists(linked), couponsReached(ctx), clauses.where))
      .orderBy(...clauses.orderBy)
      .limit(clauses.limit)
      .offset(clauses.offset);
    return keysetPage(keyset, request, clauses.at, found);
  });
}
