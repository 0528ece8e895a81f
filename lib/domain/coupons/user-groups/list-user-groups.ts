import { userGroups } from '@/db/schema/coupons';
import type { KeysetPage } from '@/lib/core/keyset';
import { entryList } from '@/lib/domain/coupons/imports/entry-list';
import { listEntriesInput } from '@/lib/domain/coupons/imports/schemas';
import { operation } from '@/lib/platform/context/operation';
import { type UserGroup, userGroupColumns } from './user-group-row';

/** By name. @throws Forbidden, Invalid (`after` is not a cursor of this list) */
export const listUserGroups = operation(
  'coupons.read',
  listEntriesInput,
  async (ctx, input): Promise<KeysetPage<UserGroup>> => {
    const list = entryList('user_groups', userGroups, input);
    const found = await ctx.db
      .select({ ...userGroupColumns, sortValue: list.sortValue })
      .from(userGroups)
      .where(list.where)
      .orderBy(...list.orderBy)
      .limit(list.limit)
      .offset(list.offset);
    return list.toPage(found);
  },
);
