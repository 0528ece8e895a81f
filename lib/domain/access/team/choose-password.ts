import { and, eq, gt } from 'drizzle-orm';
import { passwordLinks } from '@/db/schema/account-links';
import { roles, users } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { assertStrong } from '@/lib/platform/auth/assert-strong';
import { heldRole, heldRoleColumns, isActive } from '@/lib/platform/auth/held-role';
import { clearSignInAttempts, rememberNetwork } from '@/lib/platform/auth/limit-sign-ins';
import { digestOfToken } from '@/lib/platform/auth/link-token';
import { hashPassword } from '@/lib/platform/auth/password';
import { revokeSessionsOf } from '@/lib/platform/auth/session';
import type { SystemActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { enqueue } from '@/lib/platform/jobs/queue';
import { findLinkOwner, type LinkOwner, linkEnded, noteChooser } from './link-owner';
import { choosePasswordInput, linkInput } from './schemas';

/** Whose password a link changes; looking uses nothing up. @throws Invalid, RateLimited, Conflict `link_ended` */
export const readPasswordLink = operation(
  null,
  linkInput,
  async (ctx: Context<SystemActor>, { token }): Promise<LinkOwner> => {
    const { name, email } = await findOwner(ctx, token);
    return { name, email };
  },
);

/**
 * Gives the holder of a link the password they chose, ends every session of theirs and informs them by mail. The link
 * works once.
 * @throws Invalid (also: easy to guess), RateLimited, Conflict `link_ended` (unknown, used, replaced or too old, all alike)
 */
export const choosePassword = operation(
  null,
  choosePasswordInput,
  async (ctx: Context<SystemActor>, { token, password }): Promise<LinkOwner> => {
    const { id: userId, name, email } = await findOwner(ctx, token);
    await assertStrong(ctx, 'password', password, { name, email });
    const passwordHash = await hashPassword(password);
    const device = await inTransaction(ctx, async (tx) => {
      const now = ctx.now();
      const [row] = await tx.db
        .select({ disabledAt: users.disabledAt, ...heldRoleColumns })
        .from(users)
        .leftJoin(roles, eq(roles.id, users.roleId))
        .where(eq(users.id, userId))
        .for('no key update', { of: users });
      const used = await tx.db.delete(passwordLinks).where(working(token, now)).returning({ of: passwordLinks.userId });
      if (!row || row.disabledAt || used.length === 0) throw linkEnded();
      await tx.db.update(users).set({ passwordHash, updatedAt: now }).where(eq(users.id, userId));
      await revokeSessionsOf(tx.db, [userId], now);
      const actor: UserActor = { kind: 'user', id: userId, name, email, role: heldRole(row), sessionId: 0 };
      const entry = { action: 'user.password_chosen', subjectKind: 'user', subjectId: userId };
      await recordAudit({ ...tx, actor }, entry);
      await enqueue(tx.db, 'send-account-email', { kind: 'password_changed', userId, askedAt: now.getTime() });
      // The way in for somebody whose account is guessed at from everywhere, also where they were never signed in from.
      const address = ctx.origin?.address ?? 'unknown';
      await clearSignInAttempts(tx.db, email.toLowerCase());
      await rememberNetwork(tx.db, userId, address, now);
      return noteChooser(tx.db, ctx, userId);
    });
    if (device) ctx.browser?.remember(device);
    return { name, email };
  },
);

const working = (token: string, now: Date) =>
  and(eq(passwordLinks.tokenDigest, digestOfToken(token)), gt(passwordLinks.expiresAt, now));

function findOwner(ctx: Context, token: string): Promise<LinkOwner & { id: number }> {
  const found = ctx.db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(passwordLinks)
    .innerJoin(users, eq(users.id, passwordLinks.userId))
    .where(and(working(token, ctx.now()), isActive()))
    .then(([row]) => row);
  return findLinkOwner(ctx, token, found);
}
