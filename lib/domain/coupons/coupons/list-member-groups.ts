import { inArray, sql } from 'drizzle-orm';
import { userGroups } from '@/db/schema/directories';
import { operation } from '@/lib/platform/context/operation';
import { readCoupon } from './get-coupon';
import { couponInput } from './schemas';

/** The user groups whose members can use a coupon, by name, the archived ones too. @throws Forbidden, Invalid */
export const listMemberGroups = operation(
  'coupons.read',
  couponInput,
  async (ctx, { id }): Promise<{ id: number; name: string }[]> => {
    const coupon = await readCoupon(ctx, id);
    if (!coupon || coupon.memberGroupIds.length === 0) return [];
    return ctx.db
      .select({ id: userGroups.id, name: userGroups.name })
      .from(userGroups)
      .where(inArray(userGroups.id, coupon.memberGroupIds))
      .orderBy(sql`lower(${userGroups.name})`);
  },
);
