import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { oidcIdentities } from '@/db/schema/oidc';
import { securityEvents } from '@/db/schema/security';
import { auditEvents, sessions, users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { disableUser } from '@/lib/domain/access/team/disable-user';
import { enableUser } from '@/lib/domain/access/team/enable-user';
import { queuedEmails } from '@/lib/domain/access/team/testing';
import type { SignedIn } from '@/lib/platform/auth/complete-sign-in';
import { finishSignIn } from '@/lib/platform/auth/finish-sign-in';
import { findSessionUser } from '@/lib/platform/auth/session';
import { makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { giveTotp } from '@/lib/platform/factors/testing';
import { codeAt } from '@/lib/platform/factors/totp';
import { configureProvider, identify, redirectUris, type Walk, walk } from '@/lib/platform/oidc/testing';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { type OidcAccount, openOidcBrowser, startOidcFake } from '@/test/fakes/oidc';
import { prepared } from '@/test/prepared';
import { signInWithProvider } from './sign-in-with-provider';

const test = openTestDatabase();
const fake = prepared(() => startOidcFake({ redirectUris }));
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

let serial = 0;

/** An account at the provider, by its login there. */
function makeAccount(account: OidcAccount = {}): { login: string; email: string } {
  const login = `login-${++serial}`;
  const email = String(account.email ?? `${login}@example.com`);
  fake.accounts.set(login, { email, email_verified: true, name: `Person ${serial}`, ...account });
  return { login, email };
}

/** The whole way in. */
async function signInAtProvider(way: Walk, now = new Date()) {
  const came = await walk(test.db, way);
  const source = { address: '198.51.100.7', userAgent: 'Browser 1' };
  const { provider } = way;
  return signInWithProvider(
    test.db,
    { provider, source, identify: async () => (await identify(test.db, provider, came)).identity },
    now,
  );
}

const signIn = (login: string, provider = configureProvider(fake)) => signInAtProvider({ provider, login });

async function signInAtOnce(login: string, provider = configureProvider(fake)): Promise<SignedIn> {
  const outcome = await signIn(login, provider);
  if ('pendingToken' in outcome) throw new Error('A second factor is awaited.');
  return outcome;
}

const refusalOf = async (login: string, provider = configureProvider(fake)) =>
  signIn(login, provider).then(
    () => 'in',
    (error: unknown) => (error as { reason?: string }).reason ?? error,
  );

const ofDomain = { OIDC_OFFICE_DOMAINS: 'example.com', OIDC_OFFICE_ROLE: 'viewer' };

describe('a member of the team', () => {
  it('gets in by a verified email at the first time, in whatever case, and by the account there from then on', async () => {
    const { actor } = await makeUserContext(test.db, 'support');
    await test.sql`delete from pgboss.job`;
    const { login } = makeAccount({ email: actor.email.toUpperCase() });
    const first = await signInAtOnce(login);
    expect(await findSessionUser(test.db, first.sessionToken, new Date())).toMatchObject({
      id: actor.id,
      role: 'support',
    });
    fake.accounts.set(login, { email: 'another@example.com', email_verified: true });
    const second = await signInAtOnce(login);
    expect(second.id).toBe(actor.id);
    expect(second.sessionToken).not.toBe(first.sessionToken);
    const own = await test.db.select().from(sessions).where(eq(sessions.userId, actor.id));
    expect(own).toHaveLength(3);
    expect(own.at(-1)).toMatchObject({ address: '198.51.100.7', userAgent: 'Browser 1' });
    const emails = (await queuedEmails(test)).filter(({ kind }) => kind === 'provider_linked');
    expect(emails).toMatchObject([{ userId: actor.id }]);
    const actions = await test.db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, actor.id))
      .orderBy(auditEvents.id);
    expect(actions.map(({ action, actorName }) => `${action} by ${actorName}`)).toEqual([
      'user.provider_linked by Office',
      `user.signed_in by ${actor.name}`,
      `user.signed_in by ${actor.name}`,
    ]);
    expect(actions.at(-1)?.data).toEqual({ way: 'provider', provider: 'office' });
    await flushSecurityEvents();
    const events = await test.db.select().from(securityEvents).where(eq(securityEvents.userId, actor.id));
    expect(events).toMatchObject([{ kind: 'sign_in.succeeded', address: '198.51.100.7', device: 'Browser 1' }]);
  });

  it('is not let in by an email that is not verified, and no account is linked to it', async () => {
    const { actor } = await makeUserContext(test.db, 'admin');
    for (const email_verified of [false, undefined, 'true']) {
      const { login } = makeAccount({ email: actor.email, email_verified } as OidcAccount);
      expect(await refusalOf(login)).toBe('unverified_email');
    }
    expect(await test.db.$count(oidcIdentities, eq(oidcIdentities.userId, actor.id))).toBe(0);
    expect(await test.db.$count(sessions, eq(sessions.userId, actor.id))).toBe(1);
  });

  it('is out while disabled, and so is the account there, with a security event that says who and where', async () => {
    const desk = systemContext(test.db, 'test');
    const { actor } = await makeUserContext(test.db, 'support');
    const { login } = makeAccount({ email: actor.email });
    await signInAtOnce(login);
    await disableUser(desk, { userId: actor.id });
    expect(await refusalOf(login)).toBe('disabled');
    await flushSecurityEvents();
    const events = await test.db.select().from(securityEvents).where(eq(securityEvents.userId, actor.id));
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'sign_in.failed', actorKind: 'stranger', address: '198.51.100.7' }),
    );
  });

  it('has one account at a provider; being disabled and enabled forgets it', async () => {
    const desk = systemContext(test.db, 'test');
    const { actor } = await makeUserContext(test.db, 'support');
    const earlier = makeAccount({ email: actor.email });
    await signInAtOnce(earlier.login);
    const later = makeAccount({ email: actor.email });
    expect(await refusalOf(later.login)).toBe('other_account');
    await disableUser(desk, { userId: actor.id });
    await enableUser(desk, { userId: actor.id });
    expect((await signInAtOnce(later.login)).id).toBe(actor.id);
    expect(await refusalOf(earlier.login)).toBe('other_account');
  });

  it('still shows their second factor: the word of the provider is none', async () => {
    const { actor } = await makeUserContext(test.db, 'admin');
    const { secret } = await giveTotp(test.db, actor.id, new Date());
    const { login } = makeAccount({ email: actor.email });
    const outcome = await signIn(login);
    if (!('pendingToken' in outcome)) throw new Error('No second factor is awaited.');
    expect(await test.db.$count(sessions, eq(sessions.userId, actor.id))).toBe(1);
    const proof = { way: 'totp' as const, code: codeAt(secret, new Date()) };
    const source = { address: '198.51.100.7' };
    const { id } = await finishSignIn(test.db, { token: outcome.pendingToken, source, proof }, new Date());
    expect(id).toBe(actor.id);
  });

  it('is as freshly proven as the provider says, not as the session is new', async () => {
    const { actor } = await makeUserContext(test.db, 'support');
    const { login } = makeAccount({ email: actor.email });
    const provider = configureProvider(fake);
    const browser = openOidcBrowser();
    await signInAtProvider({ provider, login, browser });
    const hourLater = new Date(Date.now() + 3_600_000);
    const outcome = await signInAtProvider({ provider, login, browser }, hourLater);
    const [session] = await test.db.select().from(sessions).where(eq(sessions.createdAt, hourLater));
    expect(outcome).toMatchObject({ id: actor.id });
    expect(hourLater.getTime() - (session?.provenAt?.getTime() ?? 0)).toBeGreaterThan(3_500_000);
  });
});

describe('somebody who is not in the team', () => {
  it('is refused where the settings give nobody an account', async () => {
    const { login, email } = makeAccount();
    expect(await refusalOf(login)).toBe('nobody');
    expect(await refusalOf(login, configureProvider(fake, { OIDC_OFFICE_DOMAINS: 'example.com' }))).toBe('nobody');
    expect(await test.db.$count(users, eq(users.email, email))).toBe(0);
  });

  it('gets an account with the role of the domain, once for two windows, without a password that anybody knows', async () => {
    const { login, email } = makeAccount();
    const provider = configureProvider(fake, ofDomain);
    const both = await Promise.all([signInAtOnce(login, provider), signInAtOnce(login, provider)]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    const [user] = await test.db.select().from(users).where(eq(users.email, email));
    expect(user).toMatchObject({ name: `Person ${serial}`, role: 'viewer' });
    expect(user?.passwordHash).toMatch(/^\$argon2id\$/);
    const made = await test.db.select().from(auditEvents).where(eq(auditEvents.action, 'user.created'));
    expect(made.filter(({ subjectId }) => subjectId === user?.id)).toMatchObject([
      { userId: user?.id, data: { role: 'viewer', provider: 'office' } },
    ]);
  });

  it('gets the role of the first group in the settings, also one that the team made, and keeps what the team changes', async () => {
    const role = await makeRole(test.db, 'coupons.read');
    const roles = {
      ...ofDomain,
      OIDC_OFFICE_ROLE_CLAIM: 'groups',
      OIDC_OFFICE_ROLES: `bosses=admin, sellers=own:${role.id}`,
    };
    const provider = configureProvider(fake, roles);
    const roleOf = async (groups: unknown) => {
      const { login } = makeAccount({ groups });
      const { sessionToken } = await signInAtOnce(login, provider);
      return (await findSessionUser(test.db, sessionToken, new Date()))?.role;
    };
    expect(await roleOf(['sellers', 'bosses'])).toBe('admin');
    expect(await roleOf('sellers')).toMatchObject({ id: role.id });
    expect(await roleOf(['others', 7])).toBe('viewer');
    const { login } = makeAccount({ groups: ['others'] });
    await signInAtOnce(login, provider);
    fake.accounts.set(login, { ...fake.accounts.get(login), groups: ['bosses'] });
    expect((await signInAtOnce(login, provider)).actor.role).toBe('viewer');
  });

  it('gets none with a role that was deleted, and none by a group alone where the domain is another', async () => {
    expect(
      await refusalOf(makeAccount().login, configureProvider(fake, { ...ofDomain, OIDC_OFFICE_ROLE: 'own:999999' })),
    ).toBe('nobody');
    const groups = { ...ofDomain, OIDC_OFFICE_ROLE_CLAIM: 'groups', OIDC_OFFICE_ROLES: 'bosses=admin' };
    const { login } = makeAccount({ email: 'boss@elsewhere.example', groups: ['bosses'] });
    expect(await refusalOf(login, configureProvider(fake, groups))).toBe('foreign_domain');
  });

  it('is refused with an email of another domain, members too, and a domain is not one that ends alike', async () => {
    const provider = () => configureProvider(fake, ofDomain);
    for (const email of ['a@elsewhere.example', 'a@notexample.com', 'a@example.com.elsewhere.example']) {
      expect(await refusalOf(makeAccount({ email }).login, provider())).toBe('foreign_domain');
    }
    const { actor } = await makeUserContext(test.db, 'support');
    const { login } = makeAccount({ email: actor.email });
    expect(await refusalOf(login, configureProvider(fake, { OIDC_OFFICE_DOMAINS: 'elsewhere.example' }))).toBe(
      'foreign_domain',
    );
  });
});
