import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { isCodeOfCoupon } from '@/lib/domain/coupons/reading/find-taken-codes';
import { keyring } from '@/lib/platform/keys/keyring';
import type { EncryptedCode } from './encrypt-code';

type Destination = { couponId: number; batchId: number; createdAt: Date };

/**
 * Writes encrypted codes in one statement, sorted by digest: the unique index is then filled in its own order, three times
 * as quick, and two batches wait for each other in one order. Codes that exist already, issued or as a coupon's own, are
 * left out, and so is what is beyond `limit`. The caller holds the locks of the batch and its coupon.
 * @returns how many were written
 */
export async function insertCodes(
  db: Executor,
  destination: Destination,
  encrypted: EncryptedCode[],
  limit = encrypted.length,
): Promise<number> {
  const { couponId, batchId, createdAt } = destination;
  const sorted = encrypted.toSorted((a, b) => a.digest.compare(b.digest));
  const hex = (pick: (code: EncryptedCode) => Buffer) =>
    `{${sorted.map((code) => pick(code).toString('hex')).join(',')}}`;
  const result = await db.execute(sql`
    insert into codes (coupon_id, batch_id, digest, digest_key_id, sealed, sealing_key_id, last_four, created_at)
    select ${couponId}::bigint, ${batchId}::bigint, decode(row.digest, 'hex'), ${keyring().digest.active.id}::smallint, decode(row.sealed, 'hex'),
      row.key_id, row.last_four, ${createdAt.toISOString()}::timestamptz
    from unnest(
      ${hex((code) => code.digest)}::text[],
      ${hex((code) => code.sealed)}::text[],
      ${`{${sorted.map((code) => code.sealingKeyId).join(',')}}`}::smallint[],
      ${textArray(sorted.map((code) => code.lastFour))}::text[]
    ) as row (digest, sealed, key_id, last_four)
    where ${isUnderNoOtherKey(sorted)} and not ${isCodeOfCoupon(sql`decode(row.digest, 'hex')`)}
    ${limit < encrypted.length ? sql`and not exists (select from codes c where c.digest = decode(row.digest, 'hex')) limit ${limit}` : sql``}
    on conflict (digest) do nothing`);
  return result.count;
}

/** A code that is there under an earlier digest key meets no unique index. */
function isUnderNoOtherKey(sorted: EncryptedCode[]): SQL {
  const others = sorted.flatMap(({ digest, otherDigests }) => otherDigests.map((other) => [digest, other] as const));
  if (others.length === 0) return sql`true`;
  const hex = (side: 0 | 1) => `{${others.map((pair) => pair[side].toString('hex')).join(',')}}`;
  return sql`decode(row.digest, 'hex') not in (
    select decode(other.digest, 'hex') from unnest(${hex(0)}::text[], ${hex(1)}::text[]) as other (digest, earlier)
    join codes c on c.digest = decode(other.earlier, 'hex'))`;
}

function textArray(values: string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
