import { and, eq, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { oidcIdentities } from '@/db/schema/oidc';
import { users } from '@/db/schema/team';
import { violatedConstraint } from '@/lib/core/database-errors';
import { completeSignIn, type SignedIn, type SignInSource } from '@/lib/platform/auth/complete-sign-in';
import { isActive } from '@/lib/platform/auth/held-role';
import { openPendingSignIn } from '@/lib/platform/auth/pending-sign-in';
import type { AwaitsSecondFactor } from '@/lib/platform/auth/sign-in';
import { watchSignIn } from '@/lib/platform/auth/watch-sign-in';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { findOwnFactors } from '@/lib/platform/factors/own-factors';
import { recordFactorChange } from '@/lib/platform/factors/record-factor-change';
import type { OidcIdentity } from '@/lib/platform/oidc/identity';
import type { OidcProvider } from '@/lib/platform/oidc/providers';
import { OidcRefused } from '@/lib/platform/oidc/refused';
import type { EventSource } from '@/lib/platform/security/record-event';
import { joinTeam } from './join-team';

type Found = { provider: OidcProvider; identity: OidcIdentity; source: SignInSource };
type ProviderSignIn = Omit<Found, 'identity'> & { identify: () => Promise<OidcIdentity> };
type User = typeof users.$inferSelect;

/**
 * Opens a session for who a provider says somebody is, or the second step where they have a second factor: what the provider asked
 * for counts as none. The account is the one that is linked to the provider's; at the first time the one with the verified email, or
 * one that is made where the provider's settings give somebody of this domain a role.
 * @throws OidcRefused (also what `identify` throws)
 */
export function signInWithProvider(
  db: Executor,
  attempt: ProviderSignIn,
  now: Date,
): Promise<SignedIn | AwaitsSecondFactor> {
  return watchSignIn<SignedIn | AwaitsSecondFactor>(attempt.source, now, 'sign_in.failed', async (watched) => {
    const found = { ...attempt, identity: await attempt.identify() };
    const enterOnce = () => db.transaction((tx) => enter(tx, found, now, watched));
    return enterOnce().catch((error: unknown) => {
      // The same person in two windows: the account and its link are there now.
      const isThere = ['users_email_key', 'oidc_identities_subject_key', 'oidc_identities_user_key'];
      if (isThere.includes(violatedConstraint(error) ?? '')) return enterOnce();
      throw error;
    });
  });
}

async function enter(tx: Executor, { provider, identity, source }: Found, now: Date, watched: EventSource) {
  const { email } = identity;
  if (email === undefined) throw new OidcRefused('unverified_email');
  if (provider.domains.length > 0 && !identity.answersForDomain) throw new OidcRefused('foreign_domain');
  const user =
    (await findLinked(tx, identity)) ??
    (await linkMember(tx, provider, { ...identity, email }, now, watched)) ??
    (await joinTeam(asProvider(tx, provider, now), provider, { ...identity, email }));
  watched.tried = { userId: user.id, name: user.name };
  if ((await tx.$count(users, and(eq(users.id, user.id), isActive()))) === 0) throw new OidcRefused('disabled');
  await tx
    .insert(oidcIdentities)
    .values({ issuer: identity.issuer, subject: identity.subject, userId: user.id, createdAt: now, lastUsedAt: now })
    .onConflictDoUpdate({ target: [oidcIdentities.issuer, oidcIdentities.subject], set: { lastUsedAt: now } });
  const { totp, passkey } = await findOwnFactors(tx, user.id);
  if (totp || passkey) return { pendingToken: await openPendingSignIn(tx, user, now) };
  const provenAt = identity.authenticatedAt && new Date(Math.min(identity.authenticatedAt.getTime(), now.getTime()));
  return completeSignIn(tx, { user, source, way: 'provider', provider: provider.name, provenAt }, now);
}

const asProvider = (db: Executor, { label }: OidcProvider, now: Date): Context<SystemActor> => ({
  actor: { kind: 'system', name: label },
  db,
  now: () => now,
});

async function findLinked(tx: Executor, { issuer, subject }: OidcIdentity): Promise<User | undefined> {
  const [row] = await tx
    .select({ user: users })
    .from(oidcIdentities)
    .innerJoin(users, eq(users.id, oidcIdentities.userId))
    .where(and(eq(oidcIdentities.issuer, issuer), eq(oidcIdentities.subject, subject)))
    .for('share', { of: users });
  return row?.user;
}

/** A member with this email, who is informed that the provider's account opens theirs from now on. */
async function linkMember(
  tx: Executor,
  provider: OidcProvider,
  { issuer, email }: OidcIdentity & { email: string },
  now: Date,
  watched: EventSource,
): Promise<User | undefined> {
  const [user] = await tx.select().from(users).where(sql`lower(${users.email}) = ${email}`).for('share');
  if (!user) return undefined;
  watched.tried = { userId: user.id, name: user.name };
  if (user.disabledAt) throw new OidcRefused('disabled');
  const others = and(eq(oidcIdentities.userId, user.id), eq(oidcIdentities.issuer, issuer));
  if ((await tx.$count(oidcIdentities, others)) > 0) throw new OidcRefused('other_account');
  const change = { userId: user.id, change: 'provider_linked' as const, data: { name: user.name } };
  await recordFactorChange(asProvider(tx, provider, now), change);
  return user;
}
