import { and, eq, exists, sql } from 'drizzle-orm';
import { coupons, couponUserGroups } from '@/db/schema/coupons';
import type { KeysetPage } from '@/lib/core/keyset';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { listLinkedCoupons } from '@/lib/domain/coupons/imports/list-linked-coupons';
import { listUsesInput } from '@/lib/domain/coupons/imports/schemas';
import { operation } from '@/lib/platform/context/operation';
import { readUserGroup } from './user-group-row';

/** The coupons in use that are limited to the group, archived or not. @throws Forbidden, NotFound, Invalid (`after`) */
export const listUserGroupCoupons = operation(
  'coupons.read',
  listUsesInput,
  async (ctx, { id, ...request }): Promise<KeysetPage<Coupon>> => {
    await readUserGroup(ctx, id);
    const links = ctx.db
      .select({ one: sql`1` })
      .from(couponUserGroups)
      .where(and(eq(couponUserGroups.couponId, coupons.id), eq(couponUserGroups.userGroupId, id)));
    return listLinkedCoupons(ctx, `user_group_coupons:${id}`, exists(links), request);
  },
);
