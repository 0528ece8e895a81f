import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { Conflict } from '@/lib/core/errors';
import { routes } from '@/lib/core/routes';
import { assertNotLetInBy } from '@/lib/platform/accounts/assert-not-let-in-by';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { hashPassword } from '@/lib/platform/auth/password';
import { revokeSessionsOf } from '@/lib/platform/auth/session';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { proofForFactors } from '@/lib/platform/factors/proof-for-factors';
import { noteFactorChange, takeAllFactors } from '@/lib/platform/factors/record-factor-change';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { handOverLink, type LinkHandOver } from './hand-over-link';
import { holdActor, lockUser } from './lock-user';
import { makePasswordLink } from './make-password-link';
import { resetPasswordInput } from './schemas';

type PasswordReset = { id: number; name: string } & LinkHandOver;

/**
 * Ends somebody's password and their sessions, their second factors too where they are lost, and mails them a link to choose another; no admin knows or chooses it.
 * The link ends when the admin is disabled or given another role, as they may have it in hand.
 * @throws NeedsProof, Forbidden (also: they let the actor in), Invalid, NotFound, Conflict (`own_password`, `disabled`)
 */
export const resetPassword = operation(
  'team.write',
  resetPasswordInput,
  async (ctx: Context<UserActor>, { userId, withFactors, identity }): Promise<PasswordReset> => {
    // The link may never arrive: nobody takes their own way in away.
    if (userId === ctx.actor.id) {
      throw new Conflict('own_password', 'Change your own password under your account.');
    }
    const unknownToAnyone = await hashPassword(randomBytes(32).toString('base64url'));
    const { token, user, isFactorReset } = await inTransaction(ctx, async (tx) => {
      const { user } = await lockUser(tx, userId);
      await holdActor(tx);
      if (user.disabledAt) throw new Conflict('disabled', 'This person is disabled. Enable them first.');
      await assertNotLetInBy(tx, [user.id], withFactors ? 'factors' : 'account');
      const now = ctx.now();
      await tx.db.update(users).set({ passwordHash: unknownToAnyone, updatedAt: now }).where(eq(users.id, user.id));
      await revokeSessionsOf(tx.db, [user.id], now);
      const isFactorReset = withFactors && (await takeAllFactors(tx, user, identity));
      const token = await makePasswordLink(tx, user.id);
      const data = { name: user.name };
      await recordAudit(tx, { action: 'user.password_reset', subjectKind: 'user', subjectId: user.id, data });
      return { token, user, isFactorReset };
    });
    if (isFactorReset) noteFactorChange(ctx, 'factors_reset', user.name);
    const { companyName: company } = await getSettings(ctx.db);
    const { id, name } = user;
    const email = { kind: 'password_link' as const, company, name, by: ctx.actor.name };
    return { id, name, ...(await handOverLink(user.email, routes.choosePassword(token), email)) };
  },
  { freshProof: (ctx, { withFactors }) => (withFactors ? proofForFactors(ctx) : true) },
);
