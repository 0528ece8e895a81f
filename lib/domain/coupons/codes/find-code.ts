import { eq } from 'drizzle-orm';
import { codes, coupons } from '@/db/schema/coupons';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type CodeSummary, codeColumns } from './code-row';
import { digestCode } from './encrypt-code';

export type FoundCode = CodeSummary & { couponCode: string };

/** The one code typed here, of whichever coupon, or null. Case, spaces, dashes and look-alikes do not matter. @throws Forbidden */
export async function findCode(ctx: Context, { code }: { code: string }): Promise<FoundCode | null> {
  assertCan(ctx, 'coupons.read');
  const [row] = await ctx.db
    .select({ ...codeColumns, couponCode: coupons.code })
    .from(codes)
    .innerJoin(coupons, eq(coupons.id, codes.couponId))
    .where(eq(codes.digest, digestCode(code)));
  return row ?? null;
}
