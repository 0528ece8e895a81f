import { type SQL, sql } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import type { CodeStatus } from './filters';

/** The ids of the first codes of each of these statuses of which `where` is true, each read off its own end of one index. */
export function firstIdsOfEach(
  statuses: readonly CodeStatus[],
  { where, orderBy, limit }: { where: SQL | undefined; orderBy: SQL; limit: number },
): SQL {
  const wanted = sql.join(
    statuses.map((status) => sql`${status}::text`),
    sql`, `,
  );
  return sql`(select found.id from unnest(array[${wanted}]) as wanted (status)
    cross join lateral (
      select ${codes.id} from ${codes} where ${codes.status} = wanted.status and ${where}
      order by ${orderBy} limit ${limit}
    ) as found)`;
}
