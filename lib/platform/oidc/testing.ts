import { vi } from 'vitest';
import type { Executor } from '@/db/client';
import { resetEnv } from '@/lib/core/env';
import { type OidcFake, oidcVariables, openOidcBrowser } from '@/test/fakes/oidc';
import { findOidcProvider, type OidcProvider } from './providers';
import { beginAtProvider, readIdentity, takeAnswered } from './walk';

const origin = 'http://desk.localhost';
export const redirectUris = ['office', 'other'].map((name) => `${origin}/api/auth/oidc/${name}/callback`);

/** The desk lets people in by the fake, under a name, until `vi.unstubAllEnvs`. */
export function configureProvider(fake: Pick<OidcFake, 'issuer'>, more: Record<string, string> = {}): OidcProvider {
  const values = {
    OIDC_PROVIDERS: 'office,other',
    ...oidcVariables('office', fake.issuer),
    ...oidcVariables('other', fake.issuer),
  };
  for (const [name, value] of Object.entries({ ...values, ...more })) vi.stubEnv(name, value);
  resetEnv();
  const provider = findOidcProvider('office');
  if (!provider) throw new Error('There is no provider.');
  return provider;
}

export type Walk = {
  provider: OidcProvider;
  login: string;
  sessionId?: number;
  /** What somebody on the way makes of the request, and of the answer. */
  asked?: (url: URL) => void;
  answered?: (search: URLSearchParams) => void;
  browser?: ReturnType<typeof openOidcBrowser>;
};

/** To the provider and back. */
export async function walk(db: Executor, { provider, login, sessionId, asked, answered, browser }: Walk) {
  const begin = { address: '198.51.100.7', sessionId: sessionId ?? null, returnTo: '/sales' };
  const { token, url } = await beginAtProvider(db, { provider, origin }, begin, new Date());
  asked?.(url);
  const search = await (browser ?? openOidcBrowser()).signIn(url, login);
  answered?.(search);
  return { token, search };
}

/** What the desk makes of what a browser came back with. */
export async function identify(db: Executor, provider: OidcProvider, came: Awaited<ReturnType<typeof walk>>) {
  const request = await takeAnswered(db, { provider }, came, new Date());
  return { request, identity: await readIdentity({ provider, origin }, request, came.search) };
}
