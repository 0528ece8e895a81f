import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { keepStatement } from '@/db/keep-statement';
import { coupons } from '@/db/schema/coupons';
import { NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { couponsReached, reaches } from './coupon-reach';
import { type Coupon, couponColumns } from './coupon-row';
import { getCouponInput } from './schemas';

const couponById = (db: Executor) =>
  keepStatement(db, 'coupon_by_id', ({ db, name }) =>
    db
      .select(couponColumns(sql.placeholder('now')))
      .from(coupons)
      .where(eq(coupons.id, sql.placeholder('id')))
      .prepare(name),
  );

/** @throws Forbidden, NotFound (also for a deleted one, unless `withDeleted`) */
export const getCoupon = operation(
  'coupons.read',
  getCouponInput,
  async (ctx, { id, withDeleted }): Promise<Coupon> => {
    const coupon = await readCoupon(ctx, id);
    if (!coupon || (coupon.deletedAt && !withDeleted)) throw new NotFound('The coupon');
    return coupon;
  },
);

/** The coupon's row without asking for a permission, if the key reaches it; for use cases that have asked for theirs. */
export async function readCoupon(ctx: Context, id: number): Promise<Coupon | null> {
  if (!(await reaches(ctx, id))) return null;
  const [row] = await couponById(ctx.db).execute({ id, now: ctx.now().toISOString() });
  return row ?? null;
}

/**
 * Holds a live coupon's row until the transaction ends, so that it is not deleted meanwhile. It is redeemed all the same,
 * unless held for `update`.
 * @throws NotFound
 */
export async function lockCoupon(
  ctx: Context,
  id: number,
  strength: 'key share' | 'update' = 'key share',
): Promise<Coupon> {
  const [row] = await ctx.db
    .select(couponColumns(ctx.now()))
    .from(coupons)
    .where(and(eq(coupons.id, id), isNull(coupons.deletedAt), couponsReached(ctx)))
    .for(strength);
  if (!row) throw new NotFound('The coupon');
  return row;
}
