import { getDatabase } from '@/db/client';
import { findOwnFactors, type OwnFactors } from '@/lib/platform/factors/own-factors';
import { relyingParty } from '@/lib/platform/factors/relying-party';
import { type CookieJar, pendingCookie } from './browser-cookies';
import { findPendingSignIn } from './pending-sign-in';
import { askToSignIn } from './sign-in-with-passkey';

type Headers = { get(name: string): string | null };

/** With what this browser can finish the sign-in that it has begun; null when it has begun none. */
export async function findAwaitedFactors(jar: Pick<CookieJar, 'get'>): Promise<OwnFactors | null> {
  const pending = await findPendingSignIn(getDatabase(), pendingCookie.read(jar), new Date());
  return pending && findOwnFactors(getDatabase(), pending.user.id);
}

/** What the sign-in page asks the browser to sign, for the second step or for a passkey alone. */
export function askAtSignIn(jar: Pick<CookieJar, 'get'>, headers: Headers, isSecondStep: boolean) {
  const token = isSecondStep ? pendingCookie.read(jar) : undefined;
  return askToSignIn(getDatabase(), { party: relyingParty(headers), token }, new Date());
}
