import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { coupons } from '@/db/schema/coupons';

type CouponCode = DriverRow<typeof coupons, 'id' | 'code'>;

/** The next coupons, by id, whose own code has no digest yet. */
export function selectWithoutDigest(db: Executor, afterId: number, limit: number): Promise<CouponCode[]> {
  return db.execute<CouponCode>(sql`
    select id, code from coupons where code_digest is null and id > ${afterId} order by id limit ${limit}`);
}

export type OwnDigests = { codeDigest: Buffer; otherDigests: Buffer[] | null };

/**
 * Gives coupons the digests of their codes, in the same order, unless their code was changed meanwhile. It locks only these
 * coupons, each as it is reached.
 */
export async function updateDigests(db: Executor, found: CouponCode[], digests: OwnDigests[]): Promise<void> {
  const given = found.map(({ id, code }, at) => ({ id, code, ...asText(digests[at]) }));
  await db.execute(sql`
    update coupons c set code_digest = f.digest, other_digests = f.others
    from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb) as f (id int8, code text, digest bytea, others bytea[])
    where c.id = f.id and c.code = f.code and c.code_digest is null`);
}

/** As JSON that a record of `bytea` and `bytea[]` is read from. */
export const asText = (digests: OwnDigests | undefined) => ({
  digest: digests && hex(digests.codeDigest),
  others: digests?.otherDigests?.map(hex) ?? null,
});

const hex = (digest: Buffer) => `\\x${digest.toString('hex')}`;

/** `code_id`: the issued code that reads the same; null when it is the other coupon's own. */
type ClashRow = { coupon_id: string; other_id: string; code_id: string | null };

/** Coupons that are not deleted and read the same as another one, or as an issued code in use. */
export function selectClashes(db: Executor): Promise<ClashRow[]> {
  return db.execute<ClashRow>(sql`
    select k.id as coupon_id, o.id as other_id, null as code_id
    from coupons k join coupons o on o.code_digest = k.code_digest and o.id > k.id
    where k.deleted_at is null and o.deleted_at is null
    union all
    select k.id, c.coupon_id, c.id
    from coupons k join codes c on c.digest = k.code_digest join coupons o on o.id = c.coupon_id
    where k.deleted_at is null and c.status <> 'deleted' and o.deleted_at is null`);
}
