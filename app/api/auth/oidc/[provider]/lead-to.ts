import { findUserContext } from '@/app/session/current-user';
import { RateLimited } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { routes } from '@/lib/core/routes';
import { OidcRefused } from '@/lib/platform/oidc/refused';

export type ProviderParams = { params: Promise<{ provider: string }> };

/** To another page. An address with a code in it is named to nobody. */
export function leadTo(location: string): Response {
  return new Response(null, {
    status: 303,
    headers: { Location: location, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' },
  });
}

/** Where what was refused is said: on the sign-in page, or on the page where somebody is asked to confirm their session. */
export async function leadBack(error: unknown, provider: string, returnTo: string): Promise<Response> {
  const reason = reasonOf(error);
  return leadTo(
    (await findUserContext()) ? routes.afterProof(returnTo, reason) : routes.signInRefused(reason, provider, returnTo),
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof OidcRefused) return error.reason;
  if (error instanceof RateLimited) return 'rate_limited';
  logger.error({ err: error }, 'signing in with a provider failed');
  return 'failed';
}
