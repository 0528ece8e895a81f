import { desc, lt, lte, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes } from '@/db/schema/coupons';
import { type CodesOfCoupon, firstIdsThatFit } from './code-filter';
import { codeColumns } from './code-row';

/** What a page is made into lives as long as it: with 2,000 the engine's young heap grows by 100 MiB more, for no time saved. */
const pageSize = 500;

/**
 * All codes that match with what decrypts them, the newest first, a page at a time; of those up to an id where one is given. Holds
 * no connection in between.
 */
export async function* eachCodePage(db: Executor, filter: CodesOfCoupon, upToId?: number) {
  const columns = { ...codeColumns, digest: codes.digest, sealed: codes.sealed, sealingKeyId: codes.sealingKeyId };
  const orderBy = sql`${codes.id} desc`;
  const upTo = upToId === undefined ? undefined : lte(codes.id, upToId);
  for (let last: number | undefined; ; ) {
    const where = last === undefined ? upTo : lt(codes.id, last);
    const rows = await db
      .select(columns)
      .from(codes)
      .where(sql`${codes.id} in ${firstIdsThatFit(filter, { where, orderBy, limit: pageSize })}`)
      .orderBy(desc(codes.id))
      .limit(pageSize);
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) return;
    last = rows.at(-1)?.id;
  }
}
