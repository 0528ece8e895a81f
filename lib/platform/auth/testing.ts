import { encode } from 'next-auth/jwt';
import type { Executor } from '@/db/client';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { users } from '@/db/schema/team';
import { env } from '@/lib/core/env';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { Role } from '@/lib/platform/context/roles';
import type { Scope } from '@/lib/platform/context/scopes';
import { generateApiKey } from './api-key';
import { openSession, sessionCookie } from './session';

let serial = 0;

/** A new user of a role with an open session. */
export async function makeUserContext(
  db: Executor,
  role: Role,
  now: () => Date = () => new Date(),
): Promise<Context<UserActor> & { sessionToken: string }> {
  const email = `${role}-${process.pid}-${++serial}@example.com`;
  const [user] = await db
    .insert(users)
    .values({ email, name: `${role} ${serial}`, role, passwordHash: '-' })
    .returning();
  if (!user) throw new Error('The user was not made.');
  const sessionToken = await openSession(db, { userId: user.id, now: now() });
  const actor: UserActor = { kind: 'user', id: user.id, name: user.name, email, role, sessionId: 0 };
  return { actor, db, now, sessionToken };
}

/** What the browser of that session sends as its `Cookie` header. */
export async function cookieOf({ sessionToken }: { sessionToken: string }): Promise<string> {
  return `${sessionCookie()}=${await encode({ token: { sessionToken }, secret: env().NEXTAUTH_SECRET })}`;
}

/** An integrator with one key of those scopes; it has no credit account yet. */
export async function makeKeyContext(
  db: Executor,
  scopes: Scope[],
  now: () => Date = () => new Date(),
): Promise<KeyContext> {
  const name = `Integrator ${process.pid}-${++serial}`;
  const [integrator] = await db.insert(integrators).values({ name }).returning();
  if (!integrator) throw new Error('The integrator was not made.');
  return makeKeyOf(db, integrator, scopes, now);
}

type KeyContext = Context<KeyActor> & { key: string };

/** A further key of an integrator. */
export async function makeKeyOf(
  db: Executor,
  { id: integratorId, name: integratorName }: { id: number; name: string },
  scopes: Scope[],
  now: () => Date = () => new Date(),
): Promise<KeyContext> {
  const { key, prefix, digest } = generateApiKey();
  const [row] = await db.insert(apiKeys).values({ integratorId, prefix, digest, scopes }).returning();
  if (!row) throw new Error('The key was not made.');
  return {
    actor: { kind: 'key', id: row.id, integratorId, integratorName, scopes, couponLimit: 'all', couponIds: [] },
    db,
    now,
    key,
  };
}
