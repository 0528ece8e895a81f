import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Executor } from '@/db/client';
import { users } from '@/db/schema/team';
import { Conflict, Unauthenticated } from '@/lib/core/errors';
import { isPasskeyKept, takePasskey } from '@/lib/platform/factors/passkeys';
import { takeRecoveryCode } from '@/lib/platform/factors/recovery-codes';
import type { RelyingParty } from '@/lib/platform/factors/relying-party';
import type { passkeyAnswer } from '@/lib/platform/factors/schemas';
import { takeTotpCode } from '@/lib/platform/factors/take-totp-code';
import type { EventSource } from '@/lib/platform/security/record-event';
import { completeSignIn, type SignedIn, type SignInSource } from './complete-sign-in';
import { isActive } from './held-role';
import { clearAttempts, limitAttempts } from './limit-attempts';
import { endPendingSignIn, findPendingSignIn } from './pending-sign-in';
import { watchSignIn } from './watch-sign-in';

export type PasskeyProof = { answer: z.output<typeof passkeyAnswer>; party: RelyingParty };
type CodeProof = { way: 'totp' | 'recovery_code'; code: string };
type SecondStep = {
  token: string | undefined;
  source: SignInSource;
  proof: CodeProof | ({ way: 'passkey' } & PasskeyProof);
};

/** Wrong codes of one user, at sign-in and wherever else a code proves who they are. */
export const codeAttempts = (userId: number) => ({
  key: `second-factor:user:${userId}`,
  limit: 10,
  windowSeconds: 15 * 60,
});

/**
 * Opens the session that a right password waits for, once its second factor is shown.
 * @throws Conflict `sign_in_expired` (the password has to be typed again), Unauthenticated, RateLimited (10 codes a quarter
 *   of an hour; a passkey cannot be guessed)
 */
export function finishSignIn(db: Executor, step: SecondStep, now: Date): Promise<SignedIn> {
  return watchSignIn<SignedIn>(step.source, now, 'second_factor.failed', (watched) => finish(db, step, now, watched));
}

async function finish(db: Executor, { token, source, proof }: SecondStep, now: Date, watched: EventSource) {
  const pending = await findPendingSignIn(db, token, now);
  if (!pending) throw expired();
  const { pendingId, user } = pending;
  watched.tried = { userId: user.id, name: user.name };
  if (proof.way !== 'passkey') await limitAttempts(db, now, [codeAttempts(user.id)]);
  // Outside the transaction: a challenge that was answered wrongly is used up too.
  const taken =
    proof.way === 'passkey' ? await takePasskey(db, { ...proof, purpose: 'sign_in', userId: user.id }, now) : null;
  const signedIn = await db.transaction(async (tx) => {
    if (!(await endPendingSignIn(tx, pendingId))) throw expired();
    // A user who was disabled or got another password since the first step is refused.
    const still = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, user.id), eq(users.passwordHash, user.passwordHash), isActive()))
      .for('share');
    if (still.length === 0) throw expired();
    const isRight =
      proof.way === 'passkey'
        ? taken !== null && (await isPasskeyKept(tx, taken))
        : await takeCode(tx, user.id, proof, now);
    if (!isRight) throw new Unauthenticated('This is not right.');
    return completeSignIn(tx, { user, source, way: proof.way }, now);
  });
  await clearAttempts(db, codeAttempts(user.id).key);
  return signedIn;
}

/** Uses a code up, of the app or of recovery: true when it was right. Its caller limits the attempts. */
export function takeCode(db: Executor, userId: number, { way, code }: CodeProof, now: Date): Promise<boolean> {
  return way === 'totp' ? takeTotpCode(db, userId, code, now) : takeRecoveryCode(db, userId, code, now);
}

function expired(): Conflict {
  return new Conflict('sign_in_expired', 'This took too long. Sign in again.');
}
