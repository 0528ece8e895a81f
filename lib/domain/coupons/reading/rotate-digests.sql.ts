import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { coupons } from '@/db/schema/coupons';
import { asText, type OwnDigests } from './fill-digests.sql';

/**
 * Locks the coupons in id order, as redemptions do, and then what the triggers lock that keep coupons and issued codes apart:
 * nothing takes a code until the transaction ends.
 */
export async function lockNameSpace(tx: Executor): Promise<void> {
  await tx.execute(sql`select count(*) from (select from coupons order by id for no key update) locked`);
  await tx.execute(sql`select pg_advisory_xact_lock(7202620)`);
}

type CouponDigest = DriverRow<typeof coupons, 'id' | 'code' | 'codeDigest'>;

/** The next coupons, by id, that have a digest. */
export function selectDigests(tx: Executor, afterId: number, limit: number): Promise<CouponDigest[]> {
  return tx.execute<CouponDigest>(sql`
    select id, code, code_digest from coupons where code_digest is not null and id > ${afterId} order by id limit ${limit}`);
}

/** Gives coupons other digests than they have. The caller holds the name space; these rows are locked as they are reached. */
export async function replaceDigests(tx: Executor, replaced: ({ id: string } & OwnDigests)[]): Promise<void> {
  const given = replaced.map(({ id, ...digests }) => ({ id, ...asText(digests) }));
  await tx.execute(sql`
    update coupons c set code_digest = f.digest, other_digests = f.others
    from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb) as f (id int8, digest bytea, others bytea[])
    where c.id = f.id`);
}
