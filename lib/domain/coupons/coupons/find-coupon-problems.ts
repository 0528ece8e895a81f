import { and, inArray, isNull, ne, sql } from 'drizzle-orm';
import { codes, coupons } from '@/db/schema/coupons';
import { userGroups } from '@/db/schema/directories';
import { type FieldErrors, Invalid, NotFound } from '@/lib/core/errors';
import { digestNormalized } from '@/lib/domain/coupons/reading/digest-code';
import {
  findTakenCodes,
  isCodeTaken,
  isOwnCodeOf,
  keyOf,
  refusalAsOwn,
} from '@/lib/domain/coupons/reading/find-taken-codes';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import type { Context } from '@/lib/platform/context/context';
import { couponProblems } from './coupon-problems';
import type { Coupon } from './coupon-row';
import { couponRuleProblems } from './coupon-rules';
import { readCoupon } from './get-coupon';
import type { UpdateCouponInput } from './schemas';
import { type GivenFields, settleCoupon } from './settle-coupon';

/**
 * What only the database knows to be wrong with a new coupon of these fields, or with coupon `id` after they change; for
 * a refusal of fields that do not parse.
 * @throws NotFound
 */
export async function checkCoupon(ctx: Context, { id, ...fields }: Partial<UpdateCouponInput>): Promise<FieldErrors> {
  if (id === undefined) return findCouponProblems(ctx, fields);
  const existing = await readCoupon(ctx, id);
  if (!existing || existing.deletedAt) throw new NotFound('The coupon');
  return findCouponProblems(ctx, fields, existing);
}

/** The rules between fields, and a code that another coupon has. */
export async function findCouponProblems(ctx: Context, fields: GivenFields, existing?: Coupon): Promise<FieldErrors> {
  const problems: FieldErrors = couponRuleProblems({ ...existing, ...settleCoupon(fields, existing) });
  const taken = fields.code === undefined ? null : await findTaken(ctx, fields.code, existing);
  if (taken) problems.code = [taken];
  if (!problems.memberGroupIds && (await areUnknown(ctx, fields.memberGroupIds))) {
    problems.memberGroupIds = [couponProblems.memberGroupsUnknown];
  }
  return problems;
}

async function areUnknown(ctx: Context, ids: number[] | undefined): Promise<boolean> {
  if (!ids || ids.length === 0) return false;
  return (await ctx.db.$count(userGroups, inArray(userGroups.id, ids))) < ids.length;
}

/** Why a coupon, new or existing, cannot have this code, or null. What reads as its code did is its own. */
export async function findTaken(ctx: Context, code: string, existing?: Coupon): Promise<string | null> {
  if (existing && normalizeCode(existing.code) === normalizeCode(code)) return null;
  const exceptId = existing?.id ?? 0;
  const refusal = refusalAsOwn(await findTakenCodes(ctx.db, [digestNormalized(normalizeCode(code))], exceptId), code);
  if (refusal) return refusal;
  // What the version before wrote has no digest yet.
  const [other] = await ctx.db
    .select({ id: coupons.id })
    .from(coupons)
    .where(and(sql`lower(${coupons.code}) = lower(${code})`, isNull(coupons.deletedAt), ne(coupons.id, exceptId)))
    .limit(1);
  return other ? couponProblems.codeTaken : null;
}

/**
 * Why deleted coupons cannot come back, by their id: another coupon or an issued code in use has their code by now, or a
 * coupon has one of their issued codes.
 */
export async function findRestoreProblems(
  ctx: Context,
  deleted: { id: number; code: string }[],
): Promise<Map<number, string>> {
  const problems = new Map<number, string>();
  if (deleted.length === 0) return problems;
  const ids = deleted.map(({ id }) => id);
  const clashes = await ctx.db
    .select({ id: codes.couponId, code: coupons.code })
    .from(codes)
    .innerJoin(coupons, isOwnCodeOf)
    .where(and(inArray(codes.couponId, ids), ne(codes.status, 'deleted'), isNull(coupons.deletedAt)));
  for (const { id, code } of clashes) {
    problems.set(id, `has an issued code that is the code of coupon ${code} by now; change the code of that coupon`);
  }
  const taken = await findTakenCodes(
    ctx.db,
    deleted.map(({ code }) => digestNormalized(normalizeCode(code))),
  );
  for (const { id, code } of deleted) {
    const refusal = refusalAsOwn(taken, code);
    if (refusal) problems.set(id, refusal);
    // Two deleted ones may have the same code: the first comes back.
    else taken.coupons.set(keyOf(code), { id, code, isDeleted: false });
  }
  return problems;
}

/** The same refusal when two writes race and the database decides. @throws Invalid */
export function refuseTakenCode(error: unknown): never {
  if (isCodeTaken(error)) throw new Invalid({ code: [couponProblems.codeTaken] });
  throw error;
}
