import { userGroups } from '@/db/schema/coupons';
import { recordAudit } from '@/lib/audit/record-audit';
import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction } from '@/lib/context';
import { violatedConstraint } from '@/lib/database-errors';
import { Invalid } from '@/lib/errors';
import type { CreateUserGroupInput } from './schemas';

export type UserGroup = { id: number; name: string };

/** @throws Forbidden, Invalid (another group has this name) */
export async function createUserGroup(ctx: Context, { name }: CreateUserGroupInput): Promise<UserGroup> {
  assertCan(ctx, 'coupons.write');
  try {
    return await inTransaction(ctx, async (tx) => {
      const now = tx.now();
      const [group] = await tx.db
        .insert(userGroups)
        .values({ name, createdAt: now, updatedAt: now })
        .returning({ id: userGroups.id, name: userGroups.name });
      if (!group) throw new Error('The user group was not written.');
      await recordAudit(tx, {
        action: 'user_group.created',
        subjectKind: 'user_group',
        subjectId: group.id,
        data: { name },
      });
      return group;
    });
  } catch (error) {
    if (violatedConstraint(error) === 'user_groups_name_key') throw new Invalid({ name: ['has already been taken'] });
    throw error;
  }
}
