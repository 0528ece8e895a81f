import { and, inArray, isNull, ne, sql } from 'drizzle-orm';
import { coupons, userGroups } from '@/db/schema/coupons';
import { violatedConstraint } from '@/lib/core/database-errors';
import { type FieldErrors, Invalid, NotFound } from '@/lib/core/errors';
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
  if (fields.code !== undefined && (await isTaken(ctx, fields.code, existing?.id))) {
    problems.code = [couponProblems.codeTaken];
  }
  if (!problems.memberGroupIds && (await areUnknown(ctx, fields.memberGroupIds))) {
    problems.memberGroupIds = [couponProblems.memberGroupsUnknown];
  }
  return problems;
}

async function areUnknown(ctx: Context, ids: number[] | undefined): Promise<boolean> {
  if (!ids || ids.length === 0) return false;
  return (await ctx.db.$count(userGroups, inArray(userGroups.id, ids))) < ids.length;
}

async function isTaken(ctx: Context, code: string, exceptId = 0): Promise<boolean> {
  const [other] = await ctx.db
    .select({ id: coupons.id })
    .from(coupons)
    .where(and(sql`lower(${coupons.code}) = lower(${code})`, isNull(coupons.deletedAt), ne(coupons.id, exceptId)))
    .limit(1);
  return other !== undefined;
}

/** The same refusal when two writes race and the index decides. @throws Invalid */
export function refuseTakenCode(error: unknown): never {
  if (violatedConstraint(error) === 'coupons_code_key') throw new Invalid({ code: [couponProblems.codeTaken] });
  throw error;
}
