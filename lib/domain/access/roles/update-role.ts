import { eq } from 'drizzle-orm';
import { roles } from '@/db/schema/team';
import { endAccess } from '@/lib/domain/access/end-access';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertCanGive } from '@/lib/platform/context/permissions';
import { lockRoleToChange } from './find-role';
import { lockPeopleOf } from './lock-people-of';
import { updateRoleInput } from './schemas';
import { withFreeName } from './write-role';

/**
 * Its people are signed out where a right was given or taken, so that they go on with the rights of now alone.
 * @throws Forbidden (it holds, or would hold, what the actor lacks, or somebody with it let the actor in), Invalid (the name is taken), NotFound
 */
export const updateRole = operation(
  'team.write',
  updateRoleInput,
  async (ctx, { roleId, name, permissions }): Promise<{ id: number }> => {
    assertCanGive(ctx, permissions);
    return withFreeName(name, () =>
      inTransaction(ctx, async (tx) => {
        const before = await lockRoleToChange(tx, roleId);
        const given = permissions.filter((one) => !before.permissions.includes(one));
        const taken = before.permissions.filter((one) => !permissions.includes(one));
        if (name === before.name && given.length + taken.length === 0) return { id: roleId };
        const isOther = given.length + taken.length > 0;
        const people = isOther ? await lockPeopleOf(tx, roleId) : [];
        await tx.db.update(roles).set({ name, permissions, updatedAt: tx.now() }).where(eq(roles.id, roleId));
        await endAccess(tx, people);
        const renamed = name === before.name ? {} : { before: before.name };
        const data = { name, ...renamed, given, taken };
        await recordAudit(tx, { action: 'role.updated', subjectKind: 'role', subjectId: roleId, data });
        return { id: roleId };
      }),
    );
  },
  { freshProof: true },
);
