import { and, eq, gt } from 'drizzle-orm';
import { invitations } from '@/db/schema/account-links';
import { users } from '@/db/schema/team';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Invalid } from '@/lib/core/errors';
import { isOpenInvitation } from '@/lib/domain/access/open-invitation';
import { findIntegratorToGive, findRoleToGive, nameOf } from '@/lib/domain/access/roles/find-role';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { assertStrong } from '@/lib/platform/auth/assert-strong';
import { roleColumnsOf } from '@/lib/platform/auth/held-role';
import { digestOfToken } from '@/lib/platform/auth/link-token';
import { hashPassword } from '@/lib/platform/auth/password';
import type { SystemActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { findLinkOwner, type LinkOwner, linkEnded, noteChooser } from './link-owner';
import { choosePasswordInput, linkInput } from './schemas';

const working = (token: string, now: Date) =>
  and(isOpenInvitation(eq(invitations.tokenDigest, digestOfToken(token))), gt(invitations.expiresAt, now));

/** Whose invitation a link is; looking uses nothing up. @throws Invalid, RateLimited, Conflict `link_ended` */
export const readInvitation = operation(
  null,
  linkInput,
  async (ctx: Context<SystemActor>, { token }): Promise<LinkOwner> => {
    return findInvited(ctx, token);
  },
);

/**
 * Makes the account of an invited person with the password they chose. The link works once.
 * @throws Invalid (also: easy to guess), RateLimited, Conflict `link_ended` (unknown, used, withdrawn, too old, of a role that
 *   was deleted or an integrator that is off, all alike)
 */
export const acceptInvitation = operation(
  null,
  choosePasswordInput,
  async (ctx: Context<SystemActor>, { token, password }): Promise<LinkOwner> => {
    const invited = await findInvited(ctx, token);
    await assertStrong(ctx, 'password', password, invited);
    const passwordHash = await hashPassword(password);
    const device = await inTransaction(ctx, async (tx) => {
      const now = ctx.now();
      // Roles and integrators are locked before invitations: what changes them ends invitations.
      const [known] = await tx.db.select().from(invitations).where(working(token, now));
      if (!known) throw linkEnded();
      const { role, integratorId } = await findGiven(tx, known).catch((error: unknown) => {
        throw error instanceof Invalid ? linkEnded() : error;
      });
      const [row] = await tx.db.update(invitations).set({ acceptedAt: now }).where(working(token, now)).returning();
      if (!row) throw linkEnded();
      const { name, email } = row;
      const [user] = await tx.db
        .insert(users)
        .values({ name, email, ...roleColumnsOf(role, integratorId), passwordHash, createdAt: now, updatedAt: now })
        .returning({ id: users.id });
      if (!user) throw new Error('The user was not written.');
      const actor: UserActor = { kind: 'user', id: user.id, name, email, role, sessionId: 0 };
      const data = { name, role: nameOf(role) };
      const entry = { action: 'user.created', subjectKind: 'user', subjectId: user.id, data };
      await recordAudit({ ...tx, actor }, entry);
      return noteChooser(tx.db, ctx, user.id);
    }).catch((error: unknown) => {
      // Somebody with this email is in the team since.
      throw violatedConstraint(error) === 'users_email_key' ? linkEnded() : error;
    });
    if (device) ctx.browser?.remember(device);
    return { name: invited.name, email: invited.email };
  },
);

async function findGiven(tx: Context, invitation: typeof invitations.$inferSelect) {
  const role = await findRoleToGive(tx, invitation.role, 'role');
  return { role, integratorId: await findIntegratorToGive(tx, role, invitation.integratorId) };
}

function findInvited(ctx: Context, token: string): Promise<LinkOwner> {
  const found = ctx.db
    .select({ name: invitations.name, email: invitations.email })
    .from(invitations)
    .where(working(token, ctx.now()))
    .then(([row]) => row);
  return findLinkOwner(ctx, token, found);
}
