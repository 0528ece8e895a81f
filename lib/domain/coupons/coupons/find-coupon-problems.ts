import { and, isNull, ne, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { violatedConstraint } from '@/lib/core/database-errors';
import { type FieldErrors, Invalid, NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { couponProblems } from './coupon-problems';
import type { Coupon } from './coupon-row';
import { couponRuleProblems } from './coupon-rules';
import { readCoupon } from './get-coupon';
import type { CreateCouponInput, UpdateCouponInput } from './schemas';

type GivenFields = { [Field in keyof CreateCouponInput]?: CreateCouponInput[Field] | undefined };

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
  const problems: FieldErrors = couponRuleProblems({ ...existing, ...settleCycles(fields) });
  if (fields.code !== undefined && (await isTaken(ctx, fields.code, existing?.id))) {
    problems.code = [couponProblems.codeTaken];
  }
  return problems;
}

/** A duration that has no cycles sets them to none, unless a number is sent along. */
export function settleCycles<Fields extends GivenFields>(fields: Fields): Fields {
  const { duration, cycles } = fields;
  return duration && duration !== 'repeating' && cycles === undefined ? { ...fields, cycles: 0 } : fields;
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
