import { eq } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Invalid } from '@/lib/core/errors';
import { findIntegratorToGive, findRoleToGive, nameOf } from '@/lib/domain/access/roles/find-role';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { roleColumnsOf } from '@/lib/platform/auth/held-role';
import { hashPassword } from '@/lib/platform/auth/password';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { createUserInput } from './schemas';
import { selectUsers, toUserSummary, type UserSummary } from './user-summary';

/**
 * Makes an account with a given password, for the first start, the demo and tests. People invite people (`inviteUser`), and
 * choose their own.
 * @throws Forbidden (the role holds what the actor lacks), Invalid (an account with this email exists)
 */
export const createUser = operation('team.write', createUserInput, async (ctx, input): Promise<UserSummary> => {
  const passwordHash = await hashPassword(input.password);
  const { email, name } = input;
  try {
    return await inTransaction(ctx, async (tx) => {
      const now = ctx.now();
      const role = await findRoleToGive(tx, input.role, 'role');
      const columns = roleColumnsOf(role, await findIntegratorToGive(tx, role, input.integratorId));
      const [row] = await tx.db
        .insert(users)
        .values({ email, name, ...columns, passwordHash, createdAt: now, updatedAt: now })
        .returning({ id: users.id });
      if (!row) throw new Error('The user was not written.');
      const data = { name, role: nameOf(role) };
      await recordAudit(tx, { action: 'user.created', subjectKind: 'user', subjectId: row.id, data });
      const [made] = await selectUsers(tx.db).where(eq(users.id, row.id));
      if (!made) throw new Error('The user was not written.');
      return toUserSummary(made);
    });
  } catch (error) {
    if (violatedConstraint(error) !== 'users_email_key') throw error;
    throw new Invalid({ email: ['Somebody with this email is in the team already.'] });
  }
});
