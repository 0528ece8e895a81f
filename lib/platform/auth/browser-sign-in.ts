import { type CookieJar, deviceCookie, pendingCookie } from './browser-cookies';
import { clientAddress } from './client-address';
import type { SignedIn, SignInSource } from './complete-sign-in';
import type { AwaitsSecondFactor } from './sign-in';

/** Where a browser signs in from. */
export function sourceOf(jar: Pick<CookieJar, 'get'>, headers: Headers): SignInSource {
  return {
    address: clientAddress(headers),
    userAgent: headers.get('user-agent') ?? undefined,
    device: deviceCookie.read(jar),
  };
}

/** Gives the browser the cookies that an attempt leads to, without that of the session. @returns whether there is a session */
export function keepOutcome(jar: CookieJar, outcome: SignedIn | AwaitsSecondFactor): outcome is SignedIn {
  if ('pendingToken' in outcome) {
    pendingCookie.write(jar, outcome.pendingToken);
    return false;
  }
  deviceCookie.write(jar, outcome.device);
  if (pendingCookie.read(jar)) pendingCookie.clear(jar);
  return true;
}
