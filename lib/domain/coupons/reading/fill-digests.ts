import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { logger } from '@/lib/core/logger';
import { digestCode } from './digest-code';

const filledAtOnce = 1000;

/**
 * Gives coupons of the version before the digest of their own code, at each start. Coupons and issued codes that read the
 * same from then on all stay and are reported: the database refuses only new ones.
 */
export async function fillDigests(db: Executor): Promise<void> {
  for (let last = 0; ; ) {
    const found = await db.execute<{ id: string; code: string }>(sql`
      select id, code from coupons where code_digest is null and id > ${last} order by id limit ${filledAtOnce}`);
    const digests = found.map(({ code }) => digestCode(code).toString('hex'));
    await db.execute(sql`
      update coupons c set code_digest = decode(f.digest, 'hex')
      from unnest(${sql.param(found.map(({ id }) => id))}::bigint[], ${sql.param(found.map(({ code }) => code))}::text[], ${sql.param(digests)}::text[])
        as f (id, code, digest)
      where c.id = f.id and c.code = f.code and c.code_digest is null`);
    if (found.length < filledAtOnce) break;
    last = Number(found.at(-1)?.id);
  }
  for (const clash of await findClashes(db)) logger.warn(clash, 'coupons or issued codes read the same: change one');
}

/** Coupons that are not deleted and read the same as another one, or as an issued code in use. */
export async function findClashes(
  db: Executor,
): Promise<{ couponId: number; otherCouponId: number; codeId: number | null }[]> {
  const rows = await db.execute<{ coupon_id: string; other_id: string; code_id: string | null }>(sql`
    select k.id as coupon_id, o.id as other_id, null as code_id
    from coupons k join coupons o on o.code_digest = k.code_digest and o.id > k.id
    where k.deleted_at is null and o.deleted_at is null
    union all
    select k.id, c.coupon_id, c.id
    from coupons k join codes c on c.digest = k.code_digest join coupons o on o.id = c.coupon_id
    where k.deleted_at is null and c.status <> 'deleted' and o.deleted_at is null`);
  return rows.map(({ coupon_id, other_id, code_id }) => ({
    couponId: Number(coupon_id),
    otherCouponId: Number(other_id),
    codeId: code_id === null ? null : Number(code_id),
  }));
}
