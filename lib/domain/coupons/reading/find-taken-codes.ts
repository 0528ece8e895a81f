import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes, coupons } from '@/db/schema/coupons';
import { violatedConstraint } from '@/lib/core/database-errors';
import { type Digests, digestCode, isDigestRotated } from './digest-code';

type Owner = { id: number; code: string; isDeleted: boolean };
export type IssuedCode = { isDeleted: boolean; coupon: Owner };

/** What has some codes now, by `keyOf` of each. */
export type TakenCodes = {
  /** Coupons that are not deleted, by their own code. */
  coupons: Map<string, Owner>;
  /** Issued codes, deleted ones too. */
  issued: Map<string, IssuedCode>;
};

/** The key of a code in `TakenCodes`: the same for all that read the same. */
export const keyOf = (code: string): string => digestCode(code).toString('hex');

/** The constraints that keep coupons and issued codes in one name space. */
const nameSpace = new Set<string | undefined>(['coupons_code_key', 'codes_and_coupons_key', 'codes_digest_key']);

/** Whether a write was refused because another one took a code meanwhile. */
export const isCodeTaken = (error: unknown): boolean => nameSpace.has(violatedConstraint(error));

/** Looks for coupons and issued codes that read the same as these; asks for no permission. */
export async function findTakenCodes(
  db: Executor,
  wanted: Pick<Digests, 'digest' | 'otherDigests'>[],
  exceptCoupon?: number,
): Promise<TakenCodes> {
  const keys = new Map(
    wanted.flatMap(({ digest, otherDigests }) =>
      [digest, ...otherDigests].map((one) => [one.toString('hex'), digest.toString('hex')] as const),
    ),
  );
  const keyFor = (digest: Buffer | null) => keys.get(digest?.toString('hex') ?? '') ?? '';
  const digests = wanted.flatMap(({ digest, otherDigests }) => [digest, ...otherDigests]);
  const coupon = { id: coupons.id, code: coupons.code, deletedAt: coupons.deletedAt };
  const own = await db
    .select({ digest: coupons.codeDigest, ...coupon })
    .from(coupons)
    .where(inArray(coupons.codeDigest, digests));
  const issued = await db
    .select({ digest: codes.digest, status: codes.status, coupon })
    .from(codes)
    .innerJoin(coupons, eq(coupons.id, codes.couponId))
    .where(inArray(codes.digest, digests));
  const ownerOf = ({ id, code, deletedAt }: { id: number; code: string; deletedAt: Date | null }) => ({
    id,
    code,
    isDeleted: deletedAt !== null,
  });
  return {
    coupons: new Map(
      own.flatMap((row) =>
        row.deletedAt === null && row.id !== exceptCoupon ? [[keyFor(row.digest), ownerOf(row)]] : [],
      ),
    ),
    issued: new Map(
      issued.map((row) => [keyFor(row.digest), { isDeleted: row.status === 'deleted', coupon: ownerOf(row.coupon) }]),
    ),
  };
}

/** Whether an issued code is in use, so that no coupon can have it as its own. */
export const isInUse = ({ isDeleted, coupon }: IssuedCode): boolean => !isDeleted && !coupon.isDeleted;

/** Why a code cannot be issued, in the API's words, or null: where it is, and what to do next. */
export function refusalToIssue({ coupons: own, issued }: TakenCodes, key: string, couponId: number): string | null {
  const coupon = own.get(key);
  if (coupon) return `is the code of coupon ${coupon.code}`;
  const code = issued.get(key);
  if (!code) return null;
  const { id, code: name, isDeleted } = code.coupon;
  if (isDeleted) return `belongs to the deleted coupon ${name} (id ${id}); restore it or choose another code`;
  const of = id === couponId ? 'this coupon' : `coupon ${name} (id ${id})`;
  if (code.isDeleted) return `is a deleted code of ${of}; restore it or choose another code`;
  return id === couponId ? 'has already been taken' : `has already been taken: it is a code of ${of}`;
}

/** Why a coupon cannot have a code as its own, in the API's words, or null. */
export function refusalAsOwn({ coupons: own, issued }: TakenCodes, code: string): string | null {
  const key = keyOf(code);
  const coupon = own.get(key);
  if (coupon) {
    const isSame = coupon.code.toLowerCase() === code.toLowerCase();
    return isSame ? 'has already been taken' : `reads the same as ${coupon.code}, the code of another coupon`;
  }
  const taken = issued.get(key);
  if (!taken || !isInUse(taken)) return null;
  return `is an issued code of coupon ${taken.coupon.code} (id ${taken.coupon.id}); choose another code`;
}

/** SQL: whether a coupon that is not deleted has this digest's code as its own. */
export function isCodeOfCoupon(digest: SQL): SQL {
  const own = sql`exists (select from coupons k where k.code_digest = ${digest} and k.deleted_at is null)`;
  if (!isDigestRotated()) return own;
  return sql`(${own} or exists (
    select from coupons k cross join unnest(k.other_digests) o (digest)
    where k.other_digests is not null and o.digest = ${digest} and k.deleted_at is null))`;
}

/** Whether what an issued code reads is a coupon's own, for a join of the two. */
export const isOwnCodeOf: SQL = sql`(${coupons.codeDigest} = ${codes.digest}
  or ${coupons.otherDigests} is not null and ${codes.digest} = any (${coupons.otherDigests}))`;
