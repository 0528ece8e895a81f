import { eq } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import type { Role } from '@/lib/platform/context/roles';
import { lastAdmin, lockUser } from './lock-user';
import { changeRoleInput } from './schemas';

type ChangedRole = { id: number; role: Role };

/** Applies from the user's next request on. @throws Forbidden, Invalid, NotFound, Conflict (`last_admin`) */
export const changeRole = operation('team.write', changeRoleInput, (ctx, input): Promise<ChangedRole> => {
  return inTransaction(ctx, async (tx) => {
    const { user, isLastAdmin } = await lockUser(tx, input.userId);
    if (user.role === input.role) return { id: user.id, role: user.role };
    if (isLastAdmin) throw lastAdmin();
    await tx.db.update(users).set({ role: input.role, updatedAt: ctx.now() }).where(eq(users.id, user.id));
    await recordAudit(tx, {
      action: 'user.role_changed',
      subjectKind: 'user',
      subjectId: user.id,
      data: { name: user.name, from: user.role, to: input.role },
    });
    return { id: user.id, role: input.role };
  });
});
