import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { coupons } from '@/db/schema/coupons';
import { type CodeStatus, codeStatuses } from './filters';

type CountsByStatus = Record<CodeStatus, string>;

/** How many codes of a coupon have each status, each counted no further than `limit`. */
export async function countByStatus(
  db: Executor,
  couponId: number,
  limit: number,
): Promise<CountsByStatus | undefined> {
  const counts = codeStatuses.map(
    (status) => sql`(select count(*) from (select from codes where coupon_id = ${couponId}
      and status = ${status} limit ${limit}) as found) as ${sql.identifier(status)}`,
  );
  const [counted] = await db.execute<CountsByStatus>(sql`select ${sql.join(counts, sql`, `)}`);
  return counted;
}

type OutOptions = { couponIds: number[]; reached: SQL | undefined; limit: number };

/** How many codes of each of these coupons are available or sold, each counted no further than `limit`; of those that have some. */
export function countOut(db: Executor, { couponIds, reached, limit }: OutOptions) {
  return db.execute<{ id: string; count: string }>(sql`
    select coupons.id, o.count from ${coupons} cross join lateral (
      select count(*) as count from (
        select from codes where coupon_id = coupons.id and status in ('available', 'sold') limit ${limit}) as found) o
    where coupons.id in ${couponIds} and ${reached ?? sql`true`} and o.count > 0`);
}
