import { userGroups } from '@/db/schema/coupons';
import { refuseTakenName } from '@/lib/domain/coupons/imports/taken-name';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { createUserGroupInput } from './schemas';
import { type UserGroup, userGroupColumns } from './user-group-row';

/** @throws Forbidden, Invalid (another group has this name) */
export const createUserGroup = operation(
  'coupons.write',
  createUserGroupInput,
  async (ctx, { name }): Promise<UserGroup> => {
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
  },
);
