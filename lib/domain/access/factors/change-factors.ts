import { eq } from 'drizzle-orm';
import { recoveryCodes } from '@/db/schema/factors';
import { settings, users } from '@/db/schema/team';
import type { FactorChange } from '@/lib/core/entities/factor-change';
import { Conflict } from '@/lib/core/errors';
import { revokeSessionsOf } from '@/lib/platform/auth/session';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { needsSecondFactor } from '@/lib/platform/context/permissions';
import { deleteFactors, findOwnFactors } from '@/lib/platform/factors/own-factors';
import { noteFactorChange, recordFactorChange } from '@/lib/platform/factors/record-factor-change';
import { replaceRecoveryCodes } from '@/lib/platform/factors/recovery-codes';

/**
 * Changes of one user's factors one after the other; every other session of theirs ends with it, and they are informed by
 * mail.
 */
export function changeFactors<T>(
  ctx: Context<UserActor>,
  { change, data }: { change: FactorChange; data?: Record<string, unknown> },
  work: (tx: Context<UserActor>) => Promise<T>,
): Promise<T> {
  const { id: userId, sessionId } = ctx.actor;
  return inTransaction(ctx, async (tx) => {
    await tx.db.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
    const result = await work(tx);
    await revokeSessionsOf(tx.db, [userId], tx.now(), sessionId);
    await recordFactorChange(tx, { userId, change, ...(data ? { data } : {}) });
    return result;
  }).then((result) => {
    noteFactorChange(ctx, change);
    return result;
  });
}

/** The codes that come with a first factor, to be shown once; null for somebody who was given some before. */
export async function firstRecoveryCodes(tx: Context<UserActor>): Promise<string[] | null> {
  const { id } = tx.actor;
  if ((await tx.db.$count(recoveryCodes, eq(recoveryCodes.userId, id))) > 0) return null;
  return replaceRecoveryCodes(tx.db, id, tx.now());
}

/** After a factor was taken away: with the last one the recovery codes go. @throws Conflict `factor_required` */
export async function settleAfterRemoval(tx: Context<UserActor>): Promise<void> {
  const { totp, passkey } = await findOwnFactors(tx.db, tx.actor.id);
  if (totp || passkey) return;
  const { secondFactorRequired, secondFactorForAll } = settings;
  const [row] = await tx.db.select({ secondFactorRequired, secondFactorForAll }).from(settings);
  if (row?.secondFactorRequired && (row.secondFactorForAll || needsSecondFactor(tx.actor.role))) {
    throw new Conflict('factor_required', 'Your role needs a second factor. Add another one first.');
  }
  await deleteFactors(tx.db, tx.actor.id);
}
