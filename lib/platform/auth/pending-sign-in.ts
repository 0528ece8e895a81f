import { hash, randomBytes } from 'node:crypto';
import { and, eq, gt } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { pendingSignIns } from '@/db/schema/factors';
import { users } from '@/db/schema/team';
import { isActive } from './held-role';

/** For so long the second step waits after a right password. */
export const pendingSeconds = 10 * 60;

const digest = (text: string) => hash('sha256', text, 'buffer');

/** A right password is remembered until its second factor is shown. The token opens nothing else. */
export async function openPendingSignIn(
  tx: Executor,
  user: { id: number; passwordHash: string },
  now: Date,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await tx.insert(pendingSignIns).values({
    tokenDigest: digest(token),
    userId: user.id,
    passwordDigest: digest(user.passwordHash),
    createdAt: now,
    expiresAt: new Date(now.getTime() + pendingSeconds * 1000),
  });
  return token;
}

/** Whose second step a token waits for; null when it is over, or the user was disabled or got another password since. */
export async function findPendingSignIn(db: Executor, token: string | undefined, now: Date) {
  if (!token) return null;
  const [row] = await db
    .select({ pendingId: pendingSignIns.id, passwordDigest: pendingSignIns.passwordDigest, user: users })
    .from(pendingSignIns)
    .innerJoin(users, eq(users.id, pendingSignIns.userId))
    .where(and(eq(pendingSignIns.tokenDigest, digest(token)), gt(pendingSignIns.expiresAt, now), isActive()));
  if (!row?.passwordDigest.equals(digest(row.user.passwordHash))) return null;
  return { pendingId: row.pendingId, user: row.user };
}

/** Ends the second step: true once. */
export async function endPendingSignIn(tx: Executor, pendingId: number): Promise<boolean> {
  const ended = await tx
    .delete(pendingSignIns)
    .where(eq(pendingSignIns.id, pendingId))
    .returning({ id: pendingSignIns.id });
  return ended.length > 0;
}
