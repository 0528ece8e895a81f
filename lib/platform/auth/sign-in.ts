import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { users } from '@/db/schema/team';
import { Unauthenticated } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { addressBucket } from './client-address';
import { clearAttempts, limitAttempts } from './limit-attempts';
import { passwordMatches } from './password';
import { openSession } from './session';

const window = { windowSeconds: 15 * 60 };
const perAccount = 10;
const perAddress = 100;
const longestEmail = 254;
const longestPassword = 1_000;

export type SignInRequest = { email: string; password: string; address: string; userAgent?: string | undefined };

/**
 * Opens a session for the right password. Unknown, disabled and wrong ones are answered alike and take the same time.
 * @throws Unauthenticated, RateLimited (10 a quarter of an hour per account, 100 per network)
 */
export async function signIn(db: Executor, request: SignInRequest, now: Date) {
  const email = request.email.trim().toLowerCase();
  const network = { key: `sign-in:address:${addressBucket(request.address)}`, limit: perAddress, ...window };
  if (request.address !== 'unknown') await limitAttempts(db, now, [network]);
  if (!couldBeRight(email, request.password)) throw refused();
  const account = { key: `sign-in:account:${email}`, limit: perAccount, ...window };
  await limitAttempts(db, now, [account]);
  const [user] = await db.select().from(users).where(sql`lower(${users.email}) = ${email}`);
  const matches = await passwordMatches(user?.passwordHash, request.password);
  if (!user || !matches || user.disabledAt) throw refused();
  const sessionToken = await db.transaction(async (tx) => {
    // A user who was disabled or got another password since the comparison is refused.
    const still = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, user.id), eq(users.passwordHash, user.passwordHash), isNull(users.disabledAt)))
      .for('share');
    if (still.length === 0) throw refused();
    const token = await openSession(tx, { ...request, userId: user.id, now });
    const actor = { kind: 'user' as const, id: user.id, name: user.name, email, role: user.role, sessionId: 0 };
    await recordAudit(
      { actor, db: tx, now: () => now },
      { action: 'user.signed_in', subjectKind: 'user', subjectId: user.id },
    );
    return token;
  });
  await clearAttempts(db, account.key);
  return { id: user.id, name: user.name, email: user.email, sessionToken };
}

function refused(): Unauthenticated {
  return new Unauthenticated('The email or the password is not right.');
}

/** What no account can have is not counted and not looked up: neither an index nor a text column would take it. */
function couldBeRight(email: string, password: string): boolean {
  const fits = email.length > 0 && email.length <= longestEmail && password.length <= longestPassword;
  return fits && password.length > 0 && !/\0/.test(`${email}${password}`);
}
