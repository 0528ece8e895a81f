import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
// @ts-expect-error The types are of the main file alone.
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';

/** What the provider says of an account; `sub` is its login where none is given. */
export type OidcAccount = Record<string, unknown> & { email?: string; email_verified?: boolean; name?: string };

export type OidcFake = {
  issuer: string;
  /** By login. The provider's sign-in page asks for no password. */
  accounts: Map<string, OidcAccount>;
  /** From now on it publishes keys with which it signs nothing, as if somebody else answered for it. */
  publishOtherKeys: () => void;
  close: () => Promise<void>;
};

const client = { client_id: 'desk', client_secret: 'a secret of the desk' };

/** The variables of a desk that signs people in here. */
export const oidcVariables = (name: string, issuer: string): Record<string, string> => ({
  [`OIDC_${name.toUpperCase()}_ISSUER`]: issuer,
  [`OIDC_${name.toUpperCase()}_CLIENT_ID`]: client.client_id,
  [`OIDC_${name.toUpperCase()}_CLIENT_SECRET`]: client.client_secret,
});

/**
 * A real OpenID Connect provider on loopback, with a sign-in page that takes any login of `accounts` and asks nobody for
 * consent. It insists on PKCE, on the client's secret and on a known redirect address.
 */
export async function startOidcFake({ redirectUris }: { redirectUris: string[] }): Promise<OidcFake> {
  const accounts = new Map<string, OidcAccount>();
  // The provider needs its address before it is there.
  let serve: (request: IncomingMessage, response: ServerResponse) => unknown = () => {};
  const server = createServer((request, response) => serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = makeProvider(issuer, redirectUris, accounts);
  const answer = provider.callback();
  let hasOtherKeys = false;
  serve = (request, response) => {
    if (request.url?.startsWith('/interaction/')) return signInPage(provider, request, response);
    if (request.url !== '/jwks' || !hasOtherKeys) return answer(request, response);
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [publicKey()] }));
  };
  return {
    issuer,
    accounts,
    publishOtherKeys() {
      hasOtherKeys = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const makeKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = () => ({ ...makeKey().publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig' });

function makeProvider(issuer: string, redirectUris: string[], accounts: Map<string, OidcAccount>) {
  const { privateKey } = makeKey();
  const claims = ['email', 'email_verified', 'name', 'groups', 'hd', 'xms_edov'];
  return new Provider(issuer, {
    adapter: createMemoryAdapter(15),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'own', use: 'sig' }] },
    clients: [{ ...client, redirect_uris: redirectUris, grant_types: ['authorization_code'] }],
    cookies: { keys: ['a key of the fake'] },
    claims: { openid: ['sub', 'groups'], email: claims.slice(0, 2), profile: claims.slice(2) },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    ttl: { Session: 86_400 * 14, Interaction: 600, Grant: 86_400 * 14, AccessToken: 600, IdToken: 600 },
    findAccount: (_ctx, login) => {
      const account = accounts.get(login);
      return account && { accountId: login, claims: () => ({ sub: login, ...account }) };
    },
    async loadExistingGrant(ctx) {
      const { session, client: asking } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({
        accountId: session?.accountId ?? '',
        clientId: asking?.clientId ?? '',
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
}

const page = `<!doctype html><html lang="en"><title>The provider</title><link rel="icon" href="data:,"><h1>The provider</h1>
<form method="post"><label>Login <input name="login"></label> <button>Continue</button></form></html>`;

async function signInPage(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const login = new URLSearchParams(Buffer.concat(chunks).toString('utf8')).get('login') ?? '';
  const result =
    login === ''
      ? { error: 'access_denied', error_description: 'The person said no.' }
      : { login: { accountId: login } };
  await provider.interactionFinished(request, response, result);
}

/** A browser at the provider: what it is called back with once somebody has signed in, and its cookies for the next time. */
export function openOidcBrowser() {
  const cookies = new Map<string, string>();
  return {
    async signIn(authorizationUrl: URL, login: string): Promise<URLSearchParams> {
      let next = authorizationUrl;
      let body: URLSearchParams | undefined;
      while (next.origin === authorizationUrl.origin) {
        const response = await fetch(next, {
          redirect: 'manual',
          headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
          ...(body ? { method: 'POST', body } : {}),
        });
        for (const cookie of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
          cookies.set(name, value);
        }
        const location = response.headers.get('location');
        const text = await response.text();
        if (location) [next, body] = [new URL(location, next), undefined];
        else if (text.includes('name="login"') && !body) body = new URLSearchParams({ login });
        else throw new Error(`The provider answered ${response.status}: ${text.slice(0, 500)}`);
      }
      return next.searchParams;
    },
  };
}
