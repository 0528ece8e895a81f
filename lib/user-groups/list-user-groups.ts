import { and, eq, ilike, isNull, sql } from 'drizzle-orm';
import { couponUserGroups, userGroups } from '@/db/schema/coupons';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/keyset';
import type { UserGroup } from './create-user-group';
import { type ListUserGroupsInput, listUserGroupsInput } from './schemas';

export type UserGroupSummary = UserGroup & { linked: boolean };

/** Linked ones first, then by name. @throws Forbidden, Invalid (`after` is not a cursor of this list) */
export async function listUserGroups(
  ctx: Context,
  input: ListUserGroupsInput = {},
): Promise<KeysetPage<UserGroupSummary>> {
  assertCan(ctx, 'coupons.read');
  const { couponId = 0, name, linkedOnly, ...request } = listUserGroupsInput.parse(input);
  const linked = sql<boolean>`${couponUserGroups.couponId} is not null`;
  const keyset: Keyset = {
    name: `user_groups:${couponId}`,
    value: sql`(case when ${linked} then '0' else '1' end || lower(${userGroups.name}))`,
    type: 'text',
    id: sql`${userGroups.id}`,
    descending: false,
  };
  const clauses = keysetClauses(keyset, request);
  const found = await ctx.db
    .select({ id: userGroups.id, name: userGroups.name, linked: linked.as('linked'), sortValue: clauses.sortValue })
    .from(userGroups)
    .leftJoin(
      couponUserGroups,
      and(eq(couponUserGroups.userGroupId, userGroups.id), eq(couponUserGroups.couponId, couponId)),
    )
    .where(
      and(
        isNull(userGroups.archivedAt),
        name ? ilike(userGroups.name, `%${name.replace(/[\\%_]/g, '\\$&')}%`) : undefined,
        linkedOnly ? linked : undefined,
        clauses.where,
      ),
    )
    .orderBy(...clauses.orderBy)
    .limit(clauses.limit)
    .offset(clauses.offset);
  return keysetPage(keyset, request, clauses.at, found);
}
