import { and, eq, isNull, sql } from 'drizzle-orm';
import { byteaArray } from '@/db/bytea-array';
import type { Executor } from '@/db/client';
import { keepStatement } from '@/db/keep-statement';
import { codes, coupons } from '@/db/schema/coupons';
import { NotFound } from '@/lib/core/errors';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { type CodeSummary, codeColumns } from './code-row';
import { findCodeOfCouponInput } from './schemas';

const codeOfCoupon = (db: Executor) =>
  keepStatement(db, 'code_of_coupon', ({ db, name }) =>
    db
      .select({ code: codeColumns })
      .from(coupons)
      .leftJoin(
        codes,
        and(eq(codes.couponId, coupons.id), sql`${codes.digest} = any (${sql.placeholder('digests')}::bytea[])`),
      )
      .where(and(eq(coupons.id, sql.placeholder('couponId')), isNull(coupons.deletedAt)))
      .prepare(name),
  );

/**
 * The one code typed here, if it is of this coupon, or null. Case, spaces, dashes and look-alikes do not matter.
 * @throws Forbidden, NotFound (the coupon)
 */
export const findCodeOfCoupon = couponOperation(
  'coupons.read',
  findCodeOfCouponInput,
  async (ctx, { couponId, code }): Promise<CodeSummary | null> => {
    const [row] = await codeOfCoupon(ctx.db).execute({ couponId, digests: byteaArray(digestsOf(code)) });
    if (!row) throw new NotFound('The coupon');
    return row.code;
  },
);
