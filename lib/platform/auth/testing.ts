import type { Executor } from '@/db/client';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { roles, users } from '@/db/schema/team';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { type Permission, withNeeded } from '@/lib/platform/context/permission-names';
import { type HeldRole, isBuiltIn, type OwnRole } from '@/lib/platform/context/roles';
import type { Scope } from '@/lib/platform/context/scopes';
import { generateApiKey } from './api-key';
import type { SignedIn } from './complete-sign-in';
import { roleColumnsOf } from './held-role';
import { cookieValueOf, openSession, sessionCookie } from './session';
import { type SignInRequest, signIn } from './sign-in';

// All of one length: lists are in the order of names and codes, and files of tests share this number.
let serial = 100_000;

/** A new user of a role with an open session; a partner is of a new integrator unless one is given. */
export async function makeUserContext(
  db: Executor,
  role: HeldRole,
  now: () => Date = () => new Date(),
  ofIntegrator?: number,
): Promise<Context<UserActor> & { sessionToken: string }> {
  const integratorId = role === 'partner' ? (ofIntegrator ?? (await makeIntegrator(db)).id) : null;
  const roleName = isBuiltIn(role) ? role : role.name;
  const email = `${isBuiltIn(role) ? role : 'own'}-${process.pid}-${++serial}@example.com`;
  const [user] = await db
    .insert(users)
    .values({ email, name: `${roleName} ${serial}`, ...roleColumnsOf(role, integratorId), passwordHash: '-' })
    .returning();
  if (!user) throw new Error('The user was not made.');
  const sessionToken = await openSession(db, { userId: user.id, now: now() });
  const actor: UserActor = {
    kind: 'user',
    id: user.id,
    name: user.name,
    email,
    role,
    sessionId: 0,
    ...(integratorId === null ? {} : { integratorId }),
  };
  return { actor, db, now, sessionToken };
}

/** A role of one's own, with the permissions that these need. */
export async function makeRole(db: Executor, ...given: Permission[]): Promise<OwnRole> {
  const [role] = await db
    .insert(roles)
    .values({ name: `Role ${process.pid}-${++serial}`, permissions: withNeeded(given) })
    .returning();
  if (!role) throw new Error('The role was not made.');
  return { id: role.id, name: role.name, permissions: withNeeded(given) };
}

/** Signs somebody in who has no second factor. */
export async function signInAtOnce(db: Executor, request: SignInRequest, now: Date): Promise<SignedIn> {
  const outcome = await signIn(db, request, now);
  if ('pendingToken' in outcome) throw new Error('A second factor is awaited.');
  return outcome;
}

/** What the browser of that session sends as its `Cookie` header. */
export async function cookieOf({ sessionToken }: { sessionToken: string }): Promise<string> {
  return `${sessionCookie()}=${await cookieValueOf(sessionToken)}`;
}

/** An integrator with one key of those scopes; it has no credit account yet. */
export async function makeKeyContext(
  db: Executor,
  scopes: Scope[],
  now: () => Date = () => new Date(),
): Promise<KeyContext> {
  return makeKeyOf(db, await makeIntegrator(db), scopes, now);
}

/** It has no key and no credit account yet. */
export async function makeIntegrator(db: Executor): Promise<{ id: number; name: string }> {
  const name = `Integrator ${process.pid}-${++serial}`;
  const [integrator] = await db.insert(integrators).values({ name }).returning();
  if (!integrator) throw new Error('The integrator was not made.');
  return integrator;
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
