import * as oidc from 'openid-client';
import type { Executor } from '@/db/client';
import { addressBucket } from '@/lib/core/address-bucket';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import { discover, refusing } from './client';
import { identityOf, type OidcIdentity } from './identity';
import type { OidcProvider } from './providers';
import { OidcRefused } from './refused';
import { type OidcRequest, openOidcRequest, secretsOf, takeOidcRequest } from './requests';

const perNetwork = { limit: 100, windowSeconds: 15 * 60 };
/** Who signed in there longer ago signs in again; a provider that is asked for it also says when they did. */
const signInSeconds = 12 * 60 * 60;
/** How far the clocks of two hosts can be apart, and how long a person takes on the way back. */
const clockSeconds = 10 * 60;
/** A confirmation asks the provider to sign the person in again, however short ago they did. */
const proofSeconds = 60;

type Place = { provider: OidcProvider; origin: string };

const redirectUri = ({ provider, origin }: Place) => `${origin}/api/auth/oidc/${provider.name}/callback`;

/**
 * Where a browser is sent, and the token that it gets as a cookie.
 * @throws OidcRefused `unreachable`, `invalid`; RateLimited (100 a quarter of an hour per network)
 */
export async function beginAtProvider(
  db: Executor,
  place: Place,
  { address, ...request }: { address: string; sessionId: number | null; returnTo: string },
  now: Date,
): Promise<{ token: string; url: URL }> {
  if (address !== 'unknown') await limitAttempts(db, now, [{ key: `oidc:${addressBucket(address)}`, ...perNetwork }]);
  const configuration = await discover(place.provider);
  const token = await openOidcRequest(db, { ...request, provider: place.provider.name }, now);
  const { state, nonce, codeVerifier } = secretsOf(token);
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri(place),
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(request.sessionId === null
      ? { max_age: String(signInSeconds) }
      : { max_age: String(proofSeconds), prompt: 'login' }),
  });
  return { token, url };
}

/** The request that a browser comes back to, once. @throws OidcRefused `expired` */
export async function takeAnswered(
  db: Executor,
  { provider }: Pick<Place, 'provider'>,
  { token, search }: { token: string | undefined; search: URLSearchParams },
  now: Date,
): Promise<OidcRequest> {
  // Looked at before the request is used up: what another site sends this browser to does not end it.
  const isOwn = token !== undefined && search.get('state') === secretsOf(token).state;
  const request = isOwn ? await takeOidcRequest(db, token, provider.name, now) : undefined;
  if (!request) throw new OidcRefused('expired');
  return request;
}

/**
 * Who the provider says somebody is. The library checks issuer, state, nonce, PKCE, audience, times and signature.
 * @throws OidcRefused `denied`, `unreachable`, `invalid` (also: they signed in there too long ago)
 */
export async function readIdentity(
  place: Place,
  { token, sessionId }: Pick<OidcRequest, 'token' | 'sessionId'>,
  search: URLSearchParams,
): Promise<OidcIdentity> {
  const configuration = await discover(place.provider);
  const { state, nonce, codeVerifier } = secretsOf(token);
  const checks = {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    ...(sessionId === null ? {} : { maxAge: proofSeconds }),
  };
  const url = new URL(`${redirectUri(place)}?${search}`);
  const identity = identityOf(place.provider, await refusing(readClaims(configuration, url, checks)));
  if (isTooOld(identity)) throw new OidcRefused('invalid');
  return identity;
}

/** What a provider that was asked for a sign-in within twelve hours cannot have answered: it took no notice. */
const isTooOld = ({ authenticatedAt }: OidcIdentity) =>
  authenticatedAt !== undefined && Date.now() - authenticatedAt.getTime() > (signInSeconds + clockSeconds) * 1000;

/** Of the id_token, and what only the provider's userinfo says. */
async function readClaims(configuration: oidc.Configuration, url: URL, checks: oidc.AuthorizationCodeGrantChecks) {
  const tokens = await oidc.authorizationCodeGrant(configuration, url, checks);
  const claims = tokens.claims();
  if (!claims) throw new Error('There is no id_token.');
  if (claims.email !== undefined || !configuration.serverMetadata().userinfo_endpoint) return claims;
  return { ...(await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims };
}
