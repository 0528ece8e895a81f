import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { oidcRequests } from '@/db/schema/oidc';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { RateLimited } from '@/lib/core/errors';
import { pruneSignIns } from '@/lib/platform/auth/prune-sign-ins';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { openOidcBrowser, startOidcFake } from '@/test/fakes/oidc';
import { prepared } from '@/test/prepared';
import type { OidcProvider } from './providers';
import { configureProvider, identify, redirectUris, type Walk, walk } from './testing';
import { beginAtProvider, takeAnswered } from './walk';

const test = openTestDatabase();
const fake = prepared(() => startOidcFake({ redirectUris }));
let provider: OidcProvider;
beforeAll(async () => {
  fake.accounts.set('sita', { email: 'Sita@Example.com', email_verified: true, name: 'Sita Sharma' });
});
beforeEach(() => {
  provider = configureProvider(fake);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  resetEnv();
});

const later = (seconds: number) => new Date(Date.now() + seconds * 1000);

const go = (how: Partial<Walk> = {}) => walk(test.db, { provider, login: 'sita', ...how });

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'let in',
    (error: unknown) => (error as { reason?: string }).reason ?? error,
  );

/** The session that somebody is asked to confirm. */
async function openSession(): Promise<number> {
  const { actor } = await makeUserContext(test.db, 'viewer');
  const [row] = await test.sql<{ id: number }[]>`select id::int from sessions where user_id = ${actor.id}`;
  return row?.id ?? 0;
}

it('brings somebody to the provider with state, nonce and PKCE, and back once', async () => {
  let sent: Record<string, string> = {};
  const came = await go({
    asked: ({ searchParams }) => {
      sent = Object.fromEntries(searchParams);
    },
  });
  expect(sent).toMatchObject({ response_type: 'code', scope: 'openid email profile', code_challenge_method: 'S256' });
  for (const name of ['state', 'nonce', 'code_challenge']) expect(sent[name]).toMatch(/^[\w-]{43}$/);
  expect(Object.values(sent)).not.toContain(came.token);
  const { request, identity } = await identify(test.db, provider, came);
  expect(request).toMatchObject({ returnTo: '/sales', sessionId: null });
  expect(identity).toMatchObject({
    issuer: fake.issuer,
    subject: 'sita',
    email: 'sita@example.com',
    name: 'Sita Sharma',
    authenticatedAt: expect.any(Date),
  });
  expect(await refusalOf(identify(test.db, provider, came))).toBe('expired');
});

it('lets one of two answers in that come at once', async () => {
  const came = await go();
  const both = [refusalOf(identify(test.db, provider, came)), refusalOf(identify(test.db, provider, came))];
  expect((await Promise.all(both)).sort()).toEqual(['expired', 'let in']);
});

it('refuses an answer of another browser, without a cookie, with another state, or too late', async () => {
  const mine = await go();
  const theirs = await go();
  const swapped = { token: mine.token, search: theirs.search };
  expect(await refusalOf(identify(test.db, provider, swapped))).toBe('expired');
  const bare = { token: undefined, search: mine.search };
  expect(await refusalOf(takeAnswered(test.db, { provider }, bare, new Date()))).toBe('expired');
  expect(await refusalOf(takeAnswered(test.db, { provider }, mine, later(601)))).toBe('expired');
  // None of it has ended the way of the browser that it belongs to.
  expect(await refusalOf(identify(test.db, provider, mine))).toBe('let in');
});

it('refuses an answer for another nonce, another PKCE challenge, or by another issuer', async () => {
  const nonce = await go({ asked: ({ searchParams }) => searchParams.set('nonce', 'of somebody else') });
  expect(await refusalOf(identify(test.db, provider, nonce))).toBe('invalid');
  const challenge = await go({ asked: ({ searchParams }) => searchParams.set('code_challenge', 'x'.repeat(43)) });
  expect(await refusalOf(identify(test.db, provider, challenge))).toBe('invalid');
  const issuer = await go({ answered: (search) => search.set('iss', 'https://elsewhere.example') });
  expect(await refusalOf(identify(test.db, provider, issuer))).toBe('invalid');
});

it('refuses a provider that calls itself by another name, and one whose keys did not sign', async () => {
  const renamed = configureProvider({ issuer: fake.issuer.replace('127.0.0.1', 'localhost') });
  expect(await refusalOf(go({ provider: renamed }))).toBe('invalid');
  const other = await startOidcFake({ redirectUris });
  try {
    other.accounts.set('sita', { email: 'sita@example.com', email_verified: true });
    other.publishOtherKeys();
    const forged = configureProvider(other);
    expect(await refusalOf(identify(test.db, forged, await go({ provider: forged })))).toBe('invalid');
  } finally {
    await other.close();
  }
});

it('refuses an answer that another provider gives to the request', async () => {
  const came = await go();
  const other = { ...provider, name: 'other' };
  expect(await refusalOf(takeAnswered(test.db, { provider: other }, came, new Date()))).toBe('expired');
});

it('says that the person or the provider said no, and that nothing answers', async () => {
  const no = await go({ login: '' });
  expect(await refusalOf(identify(test.db, provider, no))).toBe('denied');
  const gone = await startOidcFake({ redirectUris });
  await gone.close();
  expect(await refusalOf(go({ provider: configureProvider(gone) }))).toBe('unreachable');
});

it('confirms a session by a fresh sign-in there alone', async () => {
  const sessionId = await openSession();
  const browser = openOidcBrowser();
  await identify(test.db, provider, await go({ browser }));
  const fresh = await go({ browser, sessionId });
  expect((await identify(test.db, provider, fresh)).request.sessionId).toBe(sessionId);
  // Somebody takes the demand for a fresh one out of the address, and is still signed in there from long ago.
  vi.setSystemTime(later(3_600));
  const stale = await go({
    browser,
    sessionId,
    asked: ({ searchParams }) => {
      searchParams.delete('prompt');
      searchParams.delete('max_age');
    },
  });
  vi.useRealTimers();
  expect(await refusalOf(identify(test.db, provider, stale))).toBe('invalid');
});

it('refuses a sign-in there of more than twelve hours ago, whatever the provider was asked for', async () => {
  const browser = openOidcBrowser();
  await identify(test.db, provider, await go({ browser }));
  const again = () => go({ browser, asked: ({ searchParams }) => searchParams.set('max_age', '1000000') });
  vi.setSystemTime(later(11 * 3_600));
  await identify(test.db, provider, await again());
  vi.setSystemTime(later(13 * 3_600));
  const refusal = await refusalOf(again().then((came) => identify(test.db, provider, came)));
  vi.useRealTimers();
  expect(refusal).toBe('invalid');
});

it('begins a hundred times a quarter of an hour for one network, and forgets what nobody came back from', async () => {
  const begin = { address: '203.0.113.9', sessionId: null, returnTo: '/' };
  const place = { provider, origin: 'http://desk.localhost' };
  for (let count = 0; count < 100; count += 1) await beginAtProvider(test.db, place, begin, new Date());
  await expect(beginAtProvider(test.db, place, begin, new Date())).rejects.toThrow(RateLimited);
  await pruneSignIns(test.db, later(601));
  expect(await test.db.$count(oidcRequests)).toBe(0);
});
