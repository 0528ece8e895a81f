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

/** What has a code already: a coupon as its own, or as one that is issued of it. */
export type TakenBy = {
  as: 'taken' | 'readsTheSame' | 'ownCode' | 'issuedHere' | 'issuedCode' | 'deletedCode' | 'ofDeletedCoupon';
  coupon: Owner;
};

/** What has a code that a coupon is to issue, or null. */
export function takenToIssue({ coupons: own, issued }: TakenCodes, key: string, couponId: number): TakenBy | null {
  const coupon = own.get(key);
  if (coupon) return { as: 'ownCode', coupon };
  const code = issued.get(key);
  if (!code) return null;
  const isHere = code.coupon.id === couponId;
  const used = isHere ? 'issuedHere' : 'issuedCode';
  const as = code.coupon.isDeleted ? 'ofDeletedCoupon' : code.isDeleted ? 'deletedCode' : used;
  return { as, coupon: code.coupon };
}

/** What has a code that a coupon is to have as its own, or null. */
export function takenAsOwn({ coupons: own, issued }: TakenCodes, code: string): TakenBy | null {
  const key = keyOf(code);
  const coupon = own.get(key);
  if (coupon) return { as: coupon.code.toLowerCase() === code.toLowerCase() ? 'taken' : 'readsTheSame', coupon };
  const taken = issued.get(key);
  return taken && isInUse(taken) ? { as: 'issuedCode', coupon: taken.coupon } : null;
}

/** Why a code cannot be issued, in the API's words, or null: where it is, and what to do next. */
export function refusalToIssue(taken: TakenCodes, key: string, couponId: number): string | null {
  const by = takenToIssue(taken, key, couponId);
  return by && wordsToIssue(by, couponId);
}

export function wordsToIssue(by: TakenBy, couponId: number): string {
  const { id, code } = by.coupon;
  const of = id === couponId ? 'this coupon' : `coupon ${code} (id ${id})`;
  if (by.as === 'ownCode') return `is the code of coupon ${code}`;
  if (by.as === 'ofDeletedCoupon')
    return `belongs to the deleted coupon ${code} (id ${id}); restore it or choose another code`;
  if (by.as === 'deletedCode') return `is a deleted code of ${of}; restore it or choose another code`;
  return by.as === 'issuedHere' ? 'has already been taken' : `has already been taken: it is a code of ${of}`;
}

/** Why a coupon cannot have a code as its own, in the API's words, or null. */
export function refusalAsOwn(taken: TakenCodes, code: string): string | null {
  const by = takenAsOwn(taken, code);
  if (!by) return null;
  const { id, code: name } = by.coupon;
  if (by.as === 'taken') return 'has already been taken';
  if (by.as === 'readsTheSame') return `reads the same as ${name}, the code of another coupon`;
  return `is an issued code of coupon ${name} (id ${id}); choose another code`;
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
