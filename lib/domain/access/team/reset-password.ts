import { eq } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { hashPassword } from '@/lib/platform/auth/password';
import { revokeSessionsOfUser } from '@/lib/platform/auth/session';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { generatePassword } from './generate-password';
import { lockUser } from './lock-user';
import { resetPasswordInput } from './schemas';

type PasswordReset = { id: number; name: string; generatedPassword: string | undefined };

/**
 * Gives somebody a new password and ends their sessions. A generated one is in the answer and nowhere else.
 * @throws Forbidden, Invalid, NotFound
 */
export const resetPassword = operation('team.write', resetPasswordInput, async (ctx, input): Promise<PasswordReset> => {
  const generatedPassword = input.password === undefined ? generatePassword() : undefined;
  const passwordHash = await hashPassword(input.password ?? generatedPassword ?? '');
  return inTransaction(ctx, async (tx) => {
    const { user } = await lockUser(tx, input.userId);
    const now = ctx.now();
    await tx.db.update(users).set({ passwordHash, updatedAt: now }).where(eq(users.id, user.id));
    await revokeSessionsOfUser(tx.db, user.id, now);
    await recordAudit(tx, {
      action: 'user.password_reset',
      subjectKind: 'user',
      subjectId: user.id,
      data: { name: user.name },
    });
    return { id: user.id, name: user.name, generatedPassword };
  });
});
