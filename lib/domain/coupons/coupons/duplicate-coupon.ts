import { eq, sql } from 'drizzle-orm';
import { couponTvodPrices, couponUserGroups } from '@/db/schema/coupon-links';
import { NotFound } from '@/lib/core/errors';
import { secondPerson } from '@/lib/platform/approvals/second-person';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import type { Coupon } from './coupon-row';
import { createCoupon } from './create-coupon';
import { checkCoupon } from './find-coupon-problems';
import { readCoupon } from './get-coupon';
import { needForFreeCoupon } from './need-for-free-coupon';
import { duplicateCouponInput } from './schemas';

/**
 * Creates a coupon that is linked to the user groups and TVOD prices of another, the archived ones too: a copy is never
 * open to more people than what it was copied from. A deleted coupon can be copied.
 * @throws Forbidden, NotFound, Invalid, NeedsSecondPerson
 */
export const duplicateCoupon = operation(
  'coupons.write',
  duplicateCouponInput,
  async (ctx, { sourceId, ...fields }): Promise<Coupon> => {
    return inTransaction(ctx, async (tx) => {
      const source = await readCoupon(tx, sourceId);
      if (!source) throw new NotFound('The coupon to copy');
      const coupon = await createCoupon(tx, fields);
      const groups = await tx.db
        .insert(couponUserGroups)
        .select(
          tx.db
            .select({ couponId: sql`${coupon.id}::bigint`.as('coupon_id'), userGroupId: couponUserGroups.userGroupId })
            .from(couponUserGroups)
            .where(eq(couponUserGroups.couponId, sourceId)),
        )
        .returning({ id: couponUserGroups.userGroupId });
      const prices = await tx.db
        .insert(couponTvodPrices)
        .select(
          tx.db
            .select({ couponId: sql`${coupon.id}::bigint`.as('coupon_id'), tvodPriceId: couponTvodPrices.tvodPriceId })
            .from(couponTvodPrices)
            .where(eq(couponTvodPrices.couponId, sourceId)),
        )
        .returning({ id: couponTvodPrices.tvodPriceId });
      const data = { code: source.code, sourceId, userGroups: groups.length, tvodPrices: prices.length };
      await recordAudit(tx, { action: 'coupon.copied', subjectKind: 'coupon', subjectId: coupon.id, data });
      return coupon;
    });
  },
  {
    check: (ctx, { sourceId: _, ...fields }) => checkCoupon(ctx, fields),
    secondPerson: secondPerson('coupon_copy', needForFreeCoupon),
  },
);
