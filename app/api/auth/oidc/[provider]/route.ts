import { cookies } from 'next/headers';
import type { NextRequest } from 'next/server';
import { findUserContext } from '@/app/session/current-user';
import { routes } from '@/lib/core/routes';
import { oidcCookie } from '@/lib/platform/auth/browser-cookies';
import { clientAddress } from '@/lib/platform/auth/client-address';
import { safeReturnPath } from '@/lib/platform/auth/return-path';
import { processDatabase } from '@/lib/platform/context/context';
import { relyingParty } from '@/lib/platform/factors/relying-party';
import { findOidcProvider } from '@/lib/platform/oidc/providers';
import { beginAtProvider } from '@/lib/platform/oidc/walk';
import { leadBack, leadTo, type ProviderParams } from './lead-to';

/** Sends a browser to a provider: to sign in, or to confirm the session that it has. */
export async function GET(request: NextRequest, { params }: ProviderParams): Promise<Response> {
  const { searchParams } = request.nextUrl;
  const returnTo = safeReturnPath(searchParams.get('returnTo') ?? undefined);
  const provider = findOidcProvider((await params).provider);
  // A page of another site does not open a session here without its person's doing.
  if (!provider || request.headers.get('sec-fetch-site') === 'cross-site') return leadTo(routes.signIn(returnTo));
  const ctx = searchParams.has('proof') ? await findUserContext() : null;
  try {
    const { token, url } = await beginAtProvider(
      processDatabase(),
      { provider, origin: relyingParty(request.headers).origin },
      { address: clientAddress(request.headers), sessionId: ctx?.actor.sessionId ?? null, returnTo },
      new Date(),
    );
    oidcCookie.write(await cookies(), token);
    return leadTo(url.href);
  } catch (error) {
    return leadBack(error, provider.name, returnTo);
  }
}
