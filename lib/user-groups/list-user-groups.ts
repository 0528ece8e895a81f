import { and, eq, sql } from 'drizzle-orm';
import { couponUserGroups, userGroups } from '@/db/schema/coupons';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { entryList } from '@/lib/directory/entry-list';
import type { ListEntriesInput } from '@/lib/directory/schemas';
import type { KeysetPage } from '@/lib/keyset';
import { type UserGroup, userGroupColumns } from './user-group-row';

export type UserGroupSummary = UserGroup & { linked: boolean };

/** By name; of a coupon the linked ones first. @throws Forbidden, Invalid (`after` is not a cursor of this list) */
export async function listUserGroups(
  ctx: Context,
  input: ListEntriesInput = {},
): Promise<KeysetPage<UserGroupSummary>> {
  assertCan(ctx, 'coupons.read');
  const linked = sql<boolean>`${couponUserGroups.couponId} is not null`;
  const list = entryList('user_groups', userGroups, linked, input);
  const found = await ctx.db
    .select({ ...userGroupColumns, linked: linked.as('linked'), sortValue: list.sortValue })
    .from(userGroups)
    .leftJoin(
      couponUserGroups,
      and(eq(couponUserGroups.userGroupId, userGroups.id), eq(couponUserGroups.couponId, list.couponId)),
    )
    .where(list.where)
    .orderBy(...list.orderBy)
    .limit(list.limit)
    .offset(list.offset);
  return list.toPage(found);
}
