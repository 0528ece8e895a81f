import { couponFields } from '@/lib/core/entities/coupon';
import { apiName, type Fields } from '@/lib/core/entities/field';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { isDamagedNumber } from '@/lib/core/file-reading/damaged-number';
import { importedCouponProblems } from '@/lib/domain/coupons/coupons/coupon-problems';
import { type CreateLinkedCouponInput, newLinkedCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import type { ReadRow } from '@/lib/domain/coupons/imports/import-kind';
import { type Reason, reason, refusal } from '@/lib/domain/coupons/imports/reasons';

/** What the names columns of a file say about the ids next to them; null where the file has no such column. */
export type SaidNames = Record<'memberGroupIds' | 'userGroupIds' | 'tvodPriceIds', string | null>;

/** A coupon of a file. */
export type CouponEntry = { input: CreateLinkedCouponInput; said?: SaidNames };

const schema = newLinkedCouponInput(importedCouponProblems);
const fields: Fields = couponFields;

/** What a row gives, as a coupon, or everything that is wrong with it. */
export function couponOf(given: Record<string, unknown>, notes: Reason[], said?: SaidNames): ReadRow<CouponEntry> {
  if (typeof given.code === 'string' && isDamagedNumber(given.code)) {
    return { problems: [reason('damaged', { column: 'code' })] };
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return { entry: { input: parsed.data, ...(said ? { said } : {}) }, notes };
  const problems = Object.entries(fieldErrorsOf(parsed.error)).flatMap(([name, errors = []]) =>
    errors.map((words) => refusal(apiName(name, fields[name]), words)),
  );
  return { problems };
}
