import { userGroups } from '@/db/schema/coupons';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { entryList } from '@/lib/directory/entry-list';
import type { ListEntriesInput } from '@/lib/directory/schemas';
import type { KeysetPage } from '@/lib/keyset';
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
