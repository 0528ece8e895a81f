import { and, eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { users } from '@/db/schema/team';
import { addressBucket } from '@/lib/core/address-bucket';
import { Unauthenticated } from '@/lib/core/errors';
import { askForPasskey, isPasskeyKept, takePasskey } from '@/lib/platform/factors/passkeys';
import type { RelyingParty } from '@/lib/platform/factors/relying-party';
import { completeSignIn, type SignedIn, type SignInSource } from './complete-sign-in';
import type { PasskeyProof } from './finish-sign-in';
import { isActive } from './held-role';
import { limitAttempts } from './limit-attempts';
import { findPendingSignIn } from './pending-sign-in';
import { watchSignIn } from './watch-sign-in';

type PasskeyAttempt = { proof: PasskeyProof; source: SignInSource };

const perAddress = 100;

/** Those that are not right alone: nothing that others try keeps a passkey out. */
async function limitRefused(db: Executor, address: string, now: Date): Promise<void> {
  if (address === 'unknown') return;
  const key = `passkey:tried:${addressBucket(address)}`;
  await limitAttempts(db, now, [{ key, limit: perAddress, windowSeconds: 15 * 60 }]);
}

/**
 * What the browser is asked to sign on the sign-in page: with the passkeys of the person whose second step it is, or with any that
 * it has for this host. Asking writes nothing, and so is not limited.
 */
export async function askToSignIn(
  db: Executor,
  { party, token }: { party: RelyingParty; token: string | undefined },
  now: Date,
) {
  const pending = await findPendingSignIn(db, token, now);
  return askForPasskey(db, { purpose: 'sign_in', userId: pending?.user.id ?? null, party }, now);
}

/**
 * Opens a session for a passkey alone: it is something that one has, and checks its user by a finger, a face or a PIN.
 * @throws Unauthenticated, RateLimited (in place of it after 100 a quarter of an hour per network; one that is right is let in)
 */
export function signInWithPasskey(db: Executor, attempt: PasskeyAttempt, now: Date): Promise<SignedIn> {
  return watchSignIn<SignedIn>(attempt.source, now, 'sign_in.failed', () => enter(db, attempt, now));
}

async function enter(db: Executor, { proof, source }: PasskeyAttempt, now: Date) {
  const taken = await takePasskey(db, { ...proof, purpose: 'sign_in', userId: null }, now);
  if (!taken) {
    await limitRefused(db, source.address, now);
    throw refused();
  }
  return db.transaction(async (tx) => {
    const [user] = await tx
      .select()
      .from(users)
      .where(and(eq(users.id, taken.userId), isActive()))
      .for('share');
    // One that was deleted or reset since it signed opens nothing.
    if (!user || !(await isPasskeyKept(tx, taken))) throw refused();
    return completeSignIn(tx, { user, source, way: 'passkey_alone' }, now);
  });
}

function refused(): Unauthenticated {
  return new Unauthenticated('This passkey is not known here.');
}
