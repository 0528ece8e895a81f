import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
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
