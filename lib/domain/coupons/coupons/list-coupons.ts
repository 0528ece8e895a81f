import { and, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { coupons } from '@/db/schema/coupons';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/core/keyset';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { endOf } from './coupon-conditions.sql';
import { couponsWhere } from './coupon-filters';
import { couponsOfOwnCompany, couponsReached } from './coupon-reach';
import { type Coupon, couponColumns } from './coupon-row';
import type { CouponSort } from './filters';
import { countCouponsInput, listCouponsInput, listOwnCouponsInput } from './schemas';

type SortBy = Pick<Keyset, 'value' | 'type'>;

const sortBy: Record<string, SortBy> = {
  created_at: { value: null, type: 'integer' },
  code: { value: sql`lower(${coupons.code})`, type: 'text' },
  discount: { value: sql`${coupons.discount}`, type: 'integer' },
  redemptions: { value: sql`${coupons.redemptionCount}`, type: 'integer' },
  expiration_date: { value: sql.raw(endOf('coupons')), type: 'timestamptz' },
  updated_at: { value: sql`${coupons.updatedAt}`, type: 'timestamptz' },
};

function keysetOf(sort: CouponSort): Keyset {
  const by = sortBy[sort.replace('-', '')];
  if (!by) throw new Error(`There is no sort ${sort}.`);
  return { name: sort, ...by, id: sql`${coupons.id}`, descending: sort.startsWith('-') };
}

/** @throws Forbidden, Invalid (`after` is not a cursor of this list) */
export const listCoupons = operation('coupons.read', listCouponsInput, (ctx, input) =>
  readPage(ctx, input, couponsReached(ctx)),
);

/** Those of a partner's own company, newest first, as its keys read them. @throws Forbidden, Invalid (`after`) */
export const listOwnCoupons = operation('partner.read', listOwnCouponsInput, async (ctx, input) =>
  readPage(ctx, listCouponsInput.parse(input), couponsOfOwnCompany(ctx)),
);

async function readPage(
  ctx: Context,
  { sort, after, page, perPage, ...filters }: z.output<typeof listCouponsInput>,
  reached: SQL | undefined,
): Promise<KeysetPage<Coupon>> {
  const keyset = keysetOf(sort);
  const request = { after, page, perPage };
  const clauses = keysetClauses(keyset, request);
  const found = await ctx.db
    .select({ ...couponColumns(ctx.now()), sortValue: clauses.sortValue })
    .from(coupons)
    .where(and(couponsWhere(filters, ctx.now()), reached, clauses.where))
    .orderBy(...clauses.orderBy)
    .limit(clauses.limit)
    .offset(clauses.offset);
  return keysetPage(keyset, request, clauses.at, found);
}

const countedUpTo = 10_000;

export type CappedCount = { count: number; capped: boolean };

/** How many fit, counted up to 10,000, so that the answer is quick however many there are. @throws Forbidden */
export const countCoupons = operation('coupons.read', countCouponsInput, async (ctx, filters): Promise<CappedCount> => {
  const some = ctx.db
    .select({ one: sql`1`.as('one') })
    .from(coupons)
    .where(and(couponsWhere(filters, ctx.now()), couponsReached(ctx)))
    .limit(countedUpTo + 1)
    .as('some');
  const count = await ctx.db.$count(some);
  return { count: Math.min(count, countedUpTo), capped: count > countedUpTo };
});
