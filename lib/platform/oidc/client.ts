import * as oidc from 'openid-client';
import { logger } from '@/lib/core/logger';
import type { OidcProvider } from './providers';
import { OidcRefused } from './refused';

const answerSeconds = 10;
const keptMs = 60 * 60 * 1000;
const known = new Map<string, { at: number; found: Promise<oidc.Configuration> }>();

/** What the provider says of itself, asked for once an hour. @throws OidcRefused `unreachable`, `invalid` */
export async function discover({ issuer, clientId, clientSecret }: OidcProvider): Promise<oidc.Configuration> {
  const key = `${issuer} ${clientId}`;
  const kept = known.get(key);
  if (kept && Date.now() - kept.at < keptMs) return kept.found;
  const found = refusing(
    oidc.discovery(issuer, clientId, clientSecret, authenticate(clientSecret), {
      timeout: answerSeconds,
      // Without it the signature of an id_token is not looked at, since it comes straight from the provider.
      execute: [oidc.enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [])],
    }),
  );
  known.set(key, { at: Date.now(), found });
  found.catch(() => known.delete(key));
  return found;
}

/** As the standard's default has it, or as the provider asks for. */
const authenticate =
  (secret: string): oidc.ClientAuth =>
  (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const way = methods.includes('client_secret_basic') ? oidc.ClientSecretBasic : oidc.ClientSecretPost;
    return way(secret)(server, ...rest);
  };

/** What the library throws, as what the sign-in page says. What a provider answered is not logged: it may hold a token. */
export async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof oidc.AuthorizationResponseError) throw new OidcRefused('denied');
    const reason = isUnreachable(error) ? 'unreachable' : 'invalid';
    const { name, message, code } = error as Error & { code?: string };
    logger.warn({ reason, error: { name, message, code } }, 'an OpenID Connect provider was not understood');
    throw new OidcRefused(reason);
  }
}

/** Nothing was answered, or by something in front of the provider. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof oidc.ClientError) {
    return ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'].includes(error.code ?? '');
  }
  return error instanceof TypeError && error.message === 'fetch failed';
}
