import { sql } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/core/keyset';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { firstIdsThatFit } from './code-filter';
import { type CodeSummary, codeColumns } from './code-row';
import { countByStatus } from './count-codes.sql';
import type { CodeStatus } from './filters';
import { countCodesInput, listCodesInput } from './schemas';

const newestFirst: Keyset = {
  name: 'codes',
  value: null,
  type: 'integer',
  id: sql`${codes.id}`,
  descending: true,
};

/** Codes of one coupon, masked, the newest first. @throws Forbidden, Invalid (`after` is not a cursor of this list) */
export const listCodes = couponOperation(
  'coupons.read',
  listCodesInput,
  async (ctx, { after, page: number, perPage, ...filter }): Promise<KeysetPage<CodeSummary>> => {
    const request = { after, page: number, perPage };
    const clauses = keysetClauses(newestFirst, request);
    const page = { where: clauses.where, orderBy: clauses.orderBy[0] ?? sql`1`, limit: clauses.limit + clauses.offset };
    const found = await ctx.db
      .select({ ...codeColumns, sortValue: clauses.sortValue })
      .from(codes)
      .where(sql`${codes.id} in ${firstIdsThatFit(filter, page)}`)
      .orderBy(...clauses.orderBy)
      .limit(clauses.limit)
      .offset(clauses.offset);
    return keysetPage(newestFirst, request, clauses.at, found);
  },
);

const countedUpTo = 100_000;

export type CodeCounts = { [status in CodeStatus]: { count: number; capped: boolean } };

/** How many codes of a coupon have each status, each counted up to 100,000. @throws Forbidden */
export const countCodes = couponOperation(
  'coupons.read',
  countCodesInput,
  async (ctx, { couponId }): Promise<CodeCounts> => {
    const row = await countByStatus(ctx.db, couponId, countedUpTo + 1);
    const counted = (status: CodeStatus) => {
      const count = Number(row?.[status] ?? 0);
      return { count: Math.min(count, countedUpTo), capped: count > countedUpTo };
    };
    return {
      available: counted('available'),
      sold: counted('sold'),
      redeemed: counted('redeemed'),
      voided: counted('voided'),
      deleted: counted('deleted'),
    };
  },
);
