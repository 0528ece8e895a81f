import { and, eq, isNotNull } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { Invalid, NotFound } from '@/lib/core/errors';
import { secondPerson } from '@/lib/platform/approvals/second-person';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { type Coupon, couponColumns } from './coupon-row';
import { findRestoreProblems, refuseTakenCode } from './find-coupon-problems';
import { readCoupon } from './get-coupon';
import { addedBy, countAlone } from './given-alone';
import { needForBack } from './need-for-free-coupon';
import { recordCouponChanges } from './record-coupon-changes';
import { couponInput } from './schemas';

/**
 * Takes a coupon out of the bin as it was. One that is not in it stays as it is.
 * @throws Forbidden, NeedsSecondPerson, NotFound, Invalid (`code`: it, or a code that was issued of it, is in use by now)
 */
export const restoreCoupon = operation(
  'coupons.write',
  couponInput,
  async (ctx, { id }): Promise<Coupon> => {
    try {
      return await inTransaction(ctx, async (tx) => {
        const before = (await readCoupon(tx, id)) ?? notFound();
        if (before.deletedAt) {
          const problem = (await findRestoreProblems(tx, [before])).get(id);
          if (problem) throw new Invalid({ code: [problem] });
        }
        const [coupon] = await tx.db
          .update(coupons)
          .set({ deletedAt: null })
          .where(and(eq(coupons.id, id), isNotNull(coupons.deletedAt)))
          .returning(couponColumns(tx.now()));
        if (!coupon) return (await readCoupon(tx, id)) ?? notFound();
        const [counted] = await countAlone(tx, [await addedBy(tx, before, coupon)]);
        const data = { code: coupon.code, ...counted };
        await recordCouponChanges(tx, { action: 'coupon.restored', subjectId: id, data });
        return coupon;
      });
    } catch (error) {
      return refuseTakenCode(error);
    }
  },
  {
    secondPerson: secondPerson('coupon_back', (ctx, { id }, limits) =>
      needForBack(ctx, limits, { ids: [id], action: 'restore' }),
    ),
  },
);

function notFound(): never {
  throw new NotFound('The coupon');
}
