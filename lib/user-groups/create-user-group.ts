import { userGroups } from '@/db/schema/coupons';
import { recordAudit } from '@/lib/audit/record-audit';
import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction } from '@/lib/context';
import { refuseTakenName } from '@/lib/directory/taken-name';
import type { CreateUserGroupInput } from './schemas';
import { type UserGroup, userGroupColumns } from './user-group-row';

/** @throws Forbidden, Invalid (another group has this name) */
export async function createUserGroup(ctx: Context, { name }: CreateUserGroupInput): Promise<UserGroup> {
  assertCan(ctx, 'coupons.write');
  return inTransaction(ctx, async (tx) => {
    const now = tx.now();
    const [group] = await tx.db
      .insert(userGroups)
      .values({ name, createdAt: now, updatedAt: now })
      .returning(userGroupColumns);
    if (!group) throw new Error('The user group was not written.');
    await recordAudit(tx, {
      action: 'user_group.created',
      subjectKind: 'user_group',
      subjectId: group.id,
      data: { name },
    });
    return group;
  }).catch(refuseTakenName);
}
