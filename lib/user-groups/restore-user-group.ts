import { and, eq, isNotNull } from 'drizzle-orm';
import { userGroups } from '@/db/schema/coupons';
import { recordAudit } from '@/lib/audit/record-audit';
import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction } from '@/lib/context';
import type { EntryInput } from '@/lib/directory/schemas';
import { refuseTakenName } from '@/lib/directory/taken-name';
import { readUserGroup, type UserGroup, userGroupColumns } from './user-group-row';

/**
 * Undoes archiving. One that is not archived stays as it is.
 * @throws Forbidden, NotFound, Invalid (another group has its name by now)
 */
export async function restoreUserGroup(ctx: Context, { id }: EntryInput): Promise<UserGroup> {
  assertCan(ctx, 'coupons.write');
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
}
