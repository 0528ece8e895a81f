import type { Executor } from '@/db/client';
import { logger } from '@/lib/core/logger';
import { ownDigests } from './digest-code';
import { selectClashes, selectWithoutDigest, updateDigests } from './fill-digests.sql';

const filledAtOnce = 1000;

/**
 * Gives coupons of the version before the digest of their own code, at each start. Coupons and issued codes that read the
 * same from then on all stay and are reported: the database refuses only new ones.
 */
export async function fillDigests(db: Executor): Promise<void> {
  for (let last = 0; ; ) {
    const found = await selectWithoutDigest(db, last, filledAtOnce);
    await updateDigests(
      db,
      found,
      found.map(({ code }) => ownDigests(code)),
    );
    if (found.length < filledAtOnce) break;
    last = Number(found.at(-1)?.id);
  }
  for (const clash of await findClashes(db)) logger.warn(clash, 'coupons or issued codes read the same: change one');
}

/** Coupons that are not deleted and read the same as another one, or as an issued code in use. */
export async function findClashes(
  db: Executor,
): Promise<{ couponId: number; otherCouponId: number; codeId: number | null }[]> {
  const rows = await selectClashes(db);
  return rows.map(({ coupon_id, other_id, code_id }) => ({
    couponId: Number(coupon_id),
    otherCouponId: Number(other_id),
    codeId: code_id === null ? null : Number(code_id),
  }));
}
