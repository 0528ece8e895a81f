import { users } from '@/db/schema/team';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Invalid } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { hashPassword } from '@/lib/platform/auth/password';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { generatePassword } from './generate-password';
import { createUserInput } from './schemas';
import { toUserSummary, type UserSummary } from './user-summary';

export type CreatedUser = {
  user: UserSummary;
  /** Set when it was generated. It is known here and never again. */
  generatedPassword: string | undefined;
};

/** @throws Forbidden, Invalid (an account with this email exists) */
export const createUser = operation('team.write', createUserInput, async (ctx, input): Promise<CreatedUser> => {
  const generatedPassword = input.password === undefined ? generatePassword() : undefined;
  const passwordHash = await hashPassword(input.password ?? generatedPassword ?? '');
  const { email, name, role } = input;
  try {
    return await inTransaction(ctx, async (tx) => {
      const now = ctx.now();
      const [row] = await tx.db
        .insert(users)
        .values({ email, name, role, passwordHash, createdAt: now, updatedAt: now })
        .returning({ id: users.id });
      if (!row) throw new Error('The user was not written.');
      await recordAudit(tx, { action: 'user.created', subjectKind: 'user', subjectId: row.id, data: { name, role } });
      const user = toUserSummary({ id: row.id, email, name, role, createdAt: now, disabledAt: null, lastSeenAt: null });
      return { user, generatedPassword };
    });
  } catch (error) {
    if (violatedConstraint(error) !== 'users_email_key') throw error;
    throw new Invalid({ email: ['Somebody with this email is in the team already.'] });
  }
});
