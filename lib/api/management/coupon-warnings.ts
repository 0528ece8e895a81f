import { z } from '@hono/zod-openapi';
import { countCodes } from '@/lib/domain/coupons/codes/list-codes';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import {
  type CouponDanger,
  couponWarnings,
  fieldOfDanger,
  isDanger,
} from '@/lib/domain/coupons/coupons/coupon-warnings';
import { dangerWords } from '@/lib/domain/coupons/coupons/danger-words';
import type { Context } from '@/lib/platform/context/context';
import { fieldName } from './field-names';

const codes: Record<CouponDanger['name'], string> = {
  freeForever: 'free_forever',
  freeForAll: 'free_without_limit',
  endless: 'no_end',
  over: 'expired',
  moreCodes: 'more_codes_than_limit',
};

export const warningsSchema = z
  .array(
    z.object({ field: z.string(), code: z.enum(Object.values(codes) as [string, ...string[]]), message: z.string() }),
  )
  .openapi({ description: 'What is allowed and rarely meant.' });

/**
 * What is dangerous about a coupon that was written, or of which codes were issued; `coming` of these are not there yet. The key
 * may hold no scope to read: it is notified all the same.
 */
export async function warningsOf(ctx: Context, coupon: Coupon, coming = 0) {
  const codesOut = coupon.maxRedemptions === null ? 0 : (await countCodesOut(ctx, coupon.id)) + coming;
  const facts = { used: coupon.redemptions, codesOut, isSaved: true };
  const dangers = couponWarnings(coupon, facts, ctx.now()).filter(isDanger);
  return dangers.map((danger) => ({
    field: fieldName(fieldOfDanger(danger)),
    code: codes[danger.name],
    message: dangerWords(danger),
  }));
}

async function countCodesOut(ctx: Context, couponId: number): Promise<number> {
  const reader: Context = { ...ctx, actor: { kind: 'system', name: 'answer' } };
  const { available, sold } = await countCodes(reader, { couponId });
  return available.count + sold.count;
}
