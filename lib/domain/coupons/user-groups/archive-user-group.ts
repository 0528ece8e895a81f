import { and, eq, isNull } from 'drizzle-orm';
import { userGroups } from '@/db/schema/coupons';
import { entryInput } from '@/lib/domain/coupons/imports/schemas';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { readUserGroup, type UserGroup, userGroupColumns } from './user-group-row';

/**
 * Takes a group out of use: lists and pickers leave it out, no further coupon is limited to it, and its name is free.
 * Links that exist stay and go on restricting, by its id and by its name: a coupon whose only group is archived must not
 * become one for everybody. Twice is no error.
 * @throws Forbidden, NotFound
 */
export const archiveUserGroup = operation('coupons.write', entryInput, async (ctx, { id }): Promise<UserGroup> => {
  return inTransaction(ctx, async (tx) => {
    const now = tx.now();
    const [group] = await tx.db
      .update(userGroups)
      .set({ archivedAt: now, updatedAt: now })
      .where(and(eq(userGroups.id, id), isNull(userGroups.archivedAt)))
      .returning(userGroupColumns);
    if (!group) return readUserGroup(tx, id);
    const data = { name: group.name };
    await recordAudit(tx, { action: 'user_group.archived', subjectKind: 'user_group', subjectId: id, data });
    return group;
  });
});
