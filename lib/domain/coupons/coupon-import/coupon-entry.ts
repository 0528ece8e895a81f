import { couponFields } from '@/lib/core/entities/coupon';
import { apiName, type Fields } from '@/lib/core/entities/field';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { couponProblems } from '@/lib/domain/coupons/coupons/coupon-problems';
import { type CreateLinkedCouponInput, newLinkedCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import type { ReadRow } from '@/lib/domain/coupons/imports/import-kind';

/** What the names columns of a file say about the ids next to them; null where the file has no such column. */
export type SaidNames = Record<'memberGroupIds' | 'userGroupIds' | 'tvodPriceIds', string | null>;

/** A coupon of a file. */
export type CouponEntry = { input: CreateLinkedCouponInput; said?: SaidNames };

/** The API's words name minor units, which nobody writes in a file. */
const schema = newLinkedCouponInput({
  ...couponProblems,
  amount: 'must be an amount above 0, such as 250 or 250.50',
  time: 'must be a time such as 2026-12-31T18:15:00Z, or a day such as 2026-12-31',
});
const fields: Fields = couponFields;

/** What a row gives, as a coupon, or everything that is wrong with it. */
export function couponOf(given: Record<string, unknown>, notes: string[], said?: SaidNames): ReadRow<CouponEntry> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return { entry: { input: parsed.data, ...(said ? { said } : {}) }, notes };
  const problems = Object.entries(fieldErrorsOf(parsed.error)).map(
    ([name, errors = []]) => `${apiName(name, fields[name])} ${errors.join(', ')}`,
  );
  return { problem: problems.join('; ') };
}
