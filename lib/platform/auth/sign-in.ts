import { and, eq, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { users } from '@/db/schema/team';
import { Unauthenticated } from '@/lib/core/errors';
import { hasSecondFactor } from '@/lib/platform/factors/own-factors';
import type { EventSource } from '@/lib/platform/security/record-event';
import { completeSignIn, type SignedIn, type SignInSource } from './complete-sign-in';
import { isActive } from './held-role';
import { limitAccount, limitNetwork } from './limit-sign-ins';
import { hashPassword, isOutdated, passwordMatches } from './password';
import { openPendingSignIn } from './pending-sign-in';
import { watchSignIn } from './watch-sign-in';

const longestEmail = 254;
const longestPassword = 1_000;

export type SignInRequest = SignInSource & { email: string; password: string };

/** The password is right, and its user has a second factor, which `finishSignIn` waits for with this token. */
export type AwaitsSecondFactor = { pendingToken: string };

/**
 * Opens a session for the right password, or the second step where its user has a second factor. Unknown, disabled and wrong
 * ones are answered alike and take the same time.
 * @throws Unauthenticated, RateLimited (as `limitAccount` and `limitNetwork` say)
 */
export function signIn(db: Executor, request: SignInRequest, now: Date): Promise<SignedIn | AwaitsSecondFactor> {
  return watchSignIn(request, now, 'sign_in.failed', (tried) => openChecked(db, request, now, tried));
}

/** `watched` learns which account was tried. */
async function openChecked(
  db: Executor,
  request: SignInRequest,
  now: Date,
  watched: EventSource,
): Promise<SignedIn | AwaitsSecondFactor> {
  const email = request.email.trim().toLowerCase();
  if (!couldBeRight(email, request.password)) {
    await limitNetwork(db, request.address, now);
    throw refused();
  }
  const [user] = await db.select().from(users).where(sql`lower(${users.email}) = ${email}`);
  if (user) watched.tried = { userId: user.id, name: user.name };
  const forget = await limitAccount(db, { ...request, email, userId: user?.id }, now);
  const matches = await passwordMatches(user?.passwordHash, request.password);
  if (!user || !matches || user.disabledAt) throw refused();
  // The one moment at which the password is known: a hash of a lower cost is made again.
  const upgraded = isOutdated(user.passwordHash) ? await hashPassword(request.password) : null;
  const outcome = await db.transaction(async (tx) => {
    // A user who was disabled or got another password since the comparison is refused.
    const [still] = await tx
      .select({ hasFactor: hasSecondFactor })
      .from(users)
      .where(and(eq(users.id, user.id), eq(users.passwordHash, user.passwordHash), isActive()))
      .for(upgraded ? 'no key update' : 'share');
    if (!still) throw refused();
    if (upgraded) await tx.update(users).set({ passwordHash: upgraded }).where(eq(users.id, user.id));
    if (!still.hasFactor) return completeSignIn(tx, { user, source: request, way: 'password' }, now);
    return { pendingToken: await openPendingSignIn(tx, { ...user, passwordHash: upgraded ?? user.passwordHash }, now) };
  });
  await forget();
  return outcome;
}

function refused(): Unauthenticated {
  return new Unauthenticated('The email or the password is not right.');
}

/** What no account can have is not counted and not looked up: neither an index nor a text column would take it. */
function couldBeRight(email: string, password: string): boolean {
  const fits = email.length > 0 && email.length <= longestEmail && password.length <= longestPassword;
  return fits && password.length > 0 && !/\0/.test(`${email}${password}`);
}
