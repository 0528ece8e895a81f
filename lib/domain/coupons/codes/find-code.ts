import { and, eq, inArray } from 'drizzle-orm';
import { codes, coupons } from '@/db/schema/coupons';
import { couponsReached } from '@/lib/domain/coupons/coupons/coupon-reach';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { operation } from '@/lib/platform/context/operation';
import { type CodeSummary, codeColumns } from './code-row';
import { findCodeInput } from './schemas';

export type FoundCode = CodeSummary & { couponCode: string };

/** The one code typed here, of any coupon, or null. Case, spaces, dashes and look-alikes do not matter. @throws Forbidden */
export const findCode = operation('coupons.read', findCodeInput, async (ctx, { code }): Promise<FoundCode | null> => {
  const [row] = await ctx.db
    .select({ ...codeColumns, couponCode: coupons.code })
    .from(codes)
    .innerJoin(coupons, eq(coupons.id, codes.couponId))
    .where(and(inArray(codes.digest, digestsOf(code)), couponsReached(ctx)));
  return row ?? null;
});
