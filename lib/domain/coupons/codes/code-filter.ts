import { and, eq, gte, lt, ne, type SQL, sql } from 'drizzle-orm';
import { codeBatches, codes } from '@/db/schema/coupons';
import { type CodeStatus, codeStatuses } from './filters';
import { firstIdsOfEach } from './first-codes.sql';
import type { CodeFilter, CodeFilterStatus } from './schemas';

/** Which codes of a coupon are selected. */
export type CodesOfCoupon = CodeFilter & { couponId: number };

/** Whether a code that was read has the status asked for. */
export const hasStatus = (code: { status: CodeStatus }, wanted: CodeFilterStatus | undefined) =>
  wanted === 'unavailable' ? code.status !== 'available' : !wanted || code.status === wanted;

/** The codes that match. */
export function codesThatFit(filter: CodesOfCoupon): SQL | undefined {
  const { status } = filter;
  return and(
    eq(codes.couponId, filter.couponId),
    status === 'unavailable' ? ne(codes.status, 'available') : undefined,
    status && status !== 'unavailable' ? eq(codes.status, status) : undefined,
    endsIn(filter),
    withinBatches(filter),
  );
}

const endsIn = ({ lastFour }: CodeFilter) => (lastFour ? eq(codes.lastFour, lastFour) : undefined);

/**
 * The ids of the first codes that match, in the order of their ids. Each status is read off its own end of one index and
 * no further than `limit`, so that the first page costs the same however many codes other coupons have.
 */
export function firstIdsThatFit(
  filter: CodesOfCoupon,
  page: { where: SQL | undefined; orderBy: SQL; limit: number },
): SQL {
  const wanted = codeStatuses.filter((status) => hasStatus({ status }, filter.status));
  const where = and(eq(codes.couponId, filter.couponId), endsIn(filter), withinBatches(filter), page.where);
  return firstIdsOfEach(wanted, { ...page, where });
}

/** A code is as old as its batch, and a batch knows between which ids its codes are. */
function withinBatches({ couponId, batchId, from, until }: CodesOfCoupon): SQL | undefined {
  if (!batchId && !from && !until) return undefined;
  const batches = and(
    eq(codeBatches.couponId, couponId),
    batchId ? eq(codeBatches.id, batchId) : undefined,
    from ? gte(codeBatches.createdAt, from) : undefined,
    until ? lt(codeBatches.createdAt, until) : undefined,
  );
  const bound = (value: SQL) => sql`(select ${value} from ${codeBatches} where ${batches})`;
  return and(
    batchId ? eq(codes.batchId, batchId) : undefined,
    from ? gte(codes.createdAt, from) : undefined,
    until ? lt(codes.createdAt, until) : undefined,
    sql`${codes.id} >= ${bound(sql`min(coalesce(${codeBatches.firstCodeId}, 0))`)}`,
    sql`${codes.id} <= ${bound(sql`max(coalesce(${codeBatches.lastCodeId}, 9223372036854775807))`)}`,
  );
}
