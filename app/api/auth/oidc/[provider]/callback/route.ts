import { cookies } from 'next/headers';
import type { NextRequest } from 'next/server';
import { findUserContext } from '@/app/session/current-user';
import { routes } from '@/lib/core/routes';
import { proveWithProvider } from '@/lib/domain/access/oidc/prove-with-provider';
import { signInWithProvider } from '@/lib/domain/access/oidc/sign-in-with-provider';
import { oidcCookie, writeSessionCookie } from '@/lib/platform/auth/browser-cookies';
import { keepOutcome, sourceOf } from '@/lib/platform/auth/browser-sign-in';
import { processDatabase } from '@/lib/platform/context/context';
import { relyingParty } from '@/lib/platform/factors/relying-party';
import type { OidcIdentity } from '@/lib/platform/oidc/identity';
import { findOidcProvider, type OidcProvider } from '@/lib/platform/oidc/providers';
import { OidcRefused } from '@/lib/platform/oidc/refused';
import { readIdentity, takeAnswered } from '@/lib/platform/oidc/walk';
import { leadBack, leadTo, type ProviderParams } from '../lead-to';

/** Where a provider sends a browser back to. */
export async function GET(request: NextRequest, { params }: ProviderParams): Promise<Response> {
  const provider = findOidcProvider((await params).provider);
  if (!provider) return leadTo(routes.signIn());
  const jar = await cookies();
  const search = request.nextUrl.searchParams;
  let returnTo = '/';
  try {
    const place = { provider, origin: relyingParty(request.headers).origin };
    const asked = await takeAnswered(processDatabase(), place, { token: oidcCookie.read(jar), search }, new Date());
    returnTo = asked.returnTo;
    oidcCookie.clear(jar);
    const identify = () => readIdentity(place, asked, search);
    return leadTo(
      asked.sessionId === null
        ? await signIn(provider, identify, { headers: request.headers, returnTo })
        : await prove(asked.sessionId, identify, returnTo),
    );
  } catch (error) {
    return leadBack(error, provider.name, returnTo);
  }
}

type Identify = () => Promise<OidcIdentity>;
type Came = { headers: Headers; returnTo: string };

async function signIn(provider: OidcProvider, identify: Identify, { headers, returnTo }: Came): Promise<string> {
  const jar = await cookies();
  const attempt = { provider, identify, source: sourceOf(jar, headers) };
  const outcome = await signInWithProvider(processDatabase(), attempt, new Date());
  // The sign-in page shows the step that the cookies say.
  if (!keepOutcome(jar, outcome)) return routes.signIn(returnTo);
  await writeSessionCookie(jar, outcome.sessionToken);
  return returnTo;
}

async function prove(sessionId: number, identify: Identify, returnTo: string): Promise<string> {
  const ctx = await findUserContext();
  if (ctx?.actor.sessionId !== sessionId) throw new OidcRefused('expired');
  await proveWithProvider(ctx, await identify());
  return routes.afterProof(returnTo, 'done');
}
