import { userGroups } from '@/db/schema/coupons';
import type { KeysetPage } from '@/lib/core/keyset';
import { entryList } from '@/lib/domain/coupons/imports/entry-list';
import type { ListEntriesInput } from '@/lib/domain/coupons/imports/schemas';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { type UserGroup, userGroupColumns } from './user-group-row';

/** By name. @throws Forbidden, Invalid (`after` is not a cursor of this list) */
export async function listUserGroups(ctx: Context, input: ListEntriesInput = {}): Promise<KeysetPage<UserGroup>> {
  assertCan(ctx, 'coupons.read');
  const list = entryList('user_groups', userGroups, input);
  const found = await ctx.db
    .select({ ...userGroupColumns, sortValue: list.sortValue })
    .from(userGroups)
    .where(list.where)
    .orderBy(...list.orderBy)
    .limit(list.limit)
    .offset(list.offset);
  return list.toPage(found);
}
