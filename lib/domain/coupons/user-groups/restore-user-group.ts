import { and, eq, isNotNull } from 'drizzle-orm';
import { userGroups } from '@/db/schema/coupons';
import { entryInput } from '@/lib/domain/coupons/imports/schemas';
import { refuseTakenName } from '@/lib/domain/coupons/imports/taken-name';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { readUserGroup, type UserGroup, userGroupColumns } from './user-group-row';

/**
 * Undoes archiving. One that is not archived stays as it is.
 * @throws Forbidden, NotFound, Invalid (another group has its name by now)
 */
export const restoreUserGroup = operation('coupons.write', entryInput, async (ctx, { id }): Promise<UserGroup> => {
  return inTransaction(ctx, async (tx) => {
    const [group] = await tx.db
      .update(userGroups)
      .set({ archivedAt: null, updatedAt: tx.now() })
      .where(and(eq(userGroups.id, id), isNotNull(userGroups.archivedAt)))
      .returning(userGroupColumns);
    if (!group) return readUserGroup(tx, id);
    const data = { name: group.name };
    await recordAudit(tx, { action: 'user_group.restored', subjectKind: 'user_group', subjectId: id, data });
    return group;
  }).catch(refuseTakenName);
});
