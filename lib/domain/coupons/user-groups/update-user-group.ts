import { eq } from 'drizzle-orm';
import { userGroups } from '@/db/schema/coupons';
import { changedFields } from '@/lib/domain/coupons/imports/changed-fields';
import { refuseTakenName } from '@/lib/domain/coupons/imports/taken-name';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { updateUserGroupInput } from './schemas';
import { lockUserGroup, type UserGroup, userGroupColumns } from './user-group-row';

/**
 * Renames it. A redemption that names a user's groups by name then matches the new name, one that gives ids is not
 * touched.
 * @throws Forbidden, NotFound, Invalid (another group has this name), Conflict `archived`
 */
export const updateUserGroup = operation(
  'coupons.write',
  updateUserGroupInput,
  async (ctx, { id, name }): Promise<UserGroup> => {
    return inTransaction(ctx, async (tx) => {
      const before = await lockUserGroup(tx, id);
      const data = changedFields<{ name: string | undefined }>(before, { name });
      if (Object.keys(data).length === 0) return before;
      const [group] = await tx.db
        .update(userGroups)
        .set({ name, updatedAt: tx.now() })
        .where(eq(userGroups.id, id))
        .returning(userGroupColumns);
      if (!group) throw new Error('The user group was not written.');
      await recordAudit(tx, { action: 'user_group.updated', subjectKind: 'user_group', subjectId: id, data });
      return group;
    }).catch(refuseTakenName);
  },
);
