import { hash, randomBytes } from 'node:crypto';
import { and, eq, gt } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { oidcRequests } from '@/db/schema/oidc';
import { oidcRequestSeconds } from '@/lib/platform/auth/browser-cookies';

/** `sessionId`: the session that is to be confirmed; null where somebody signs in. */
export type OidcRequest = { token: string; sessionId: number | null; returnTo: string };
type NewRequest = Omit<OidcRequest, 'token'> & { provider: string };

/**
 * What is sent along with a request. It is derived from the browser's cookie, so that no other browser can bring the answer and the
 * database holds none of it. PKCE asks for 43 characters at the least, which a digest in base64url has.
 */
export function secretsOf(token: string): { state: string; nonce: string; codeVerifier: string } {
  const derive = (what: string) => hash('sha256', `${what} ${token}`, 'base64url');
  return { state: derive('state'), nonce: derive('nonce'), codeVerifier: derive('code verifier') };
}

/** @returns the token for the browser's cookie */
export async function openOidcRequest(db: Executor, request: NewRequest, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + oidcRequestSeconds * 1000);
  await db.insert(oidcRequests).values({ ...request, tokenDigest: digest(token), expiresAt });
  return token;
}

/** Uses a request up: of two answers to one, only one gets it. */
export async function takeOidcRequest(
  db: Executor,
  token: string,
  provider: string,
  now: Date,
): Promise<OidcRequest | undefined> {
  const [taken] = await db
    .delete(oidcRequests)
    .where(
      and(
        eq(oidcRequests.tokenDigest, digest(token)),
        eq(oidcRequests.provider, provider),
        gt(oidcRequests.expiresAt, now),
      ),
    )
    .returning({ sessionId: oidcRequests.sessionId, returnTo: oidcRequests.returnTo });
  return taken && { token, ...taken };
}

const digest = (token: string) => hash('sha256', token, 'buffer');
