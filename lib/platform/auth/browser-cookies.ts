import { deviceSeconds } from './known-device';
import { pendingSeconds } from './pending-sign-in';
import { cookieValueOf, longestSessionSeconds, servesHttps } from './session';

/** The cookies of a request, which an answer can change: Next's own store is one. */
export type CookieJar = {
  get(name: string): { value: string } | undefined;
  set(cookie: CookieToSet): unknown;
};
type CookieToSet = {
  name: string;
  value: string;
  maxAge: number;
  path: '/';
  httpOnly: true;
  sameSite: 'lax';
  secure: boolean;
};

const named = (name: string) => `${servesHttps() ? '__Host-' : ''}coupon-desk-${name}`;

function write(jar: CookieJar, name: string, value: string, maxAge: number): void {
  jar.set({ name: named(name), value, maxAge, path: '/', httpOnly: true, sameSite: 'lax', secure: servesHttps() });
}

/** The second step that this browser's right password waits for. */
export const pendingCookie = {
  read: (jar: Pick<CookieJar, 'get'>) => jar.get(named('second-step'))?.value,
  write: (jar: CookieJar, token: string) => write(jar, 'second-step', token, pendingSeconds),
  clear: (jar: CookieJar) => write(jar, 'second-step', '', 0),
};

/** What this browser is known by when it signs in again. */
export const deviceCookie = {
  read: (jar: Pick<CookieJar, 'get'>) => jar.get(named('browser'))?.value,
  write: (jar: CookieJar, token: string) => write(jar, 'browser', token, deviceSeconds),
};

/** For so long somebody can take at a provider that they sign in with. */
export const oidcRequestSeconds = 10 * 60;

/** The way to a provider and back that this browser is on. */
export const oidcCookie = {
  read: (jar: Pick<CookieJar, 'get'>) => jar.get(named('provider'))?.value,
  write: (jar: CookieJar, token: string) => write(jar, 'provider', token, oidcRequestSeconds),
  clear: (jar: CookieJar) => write(jar, 'provider', '', 0),
};

/** A session that was opened without next-auth, which reads and clears the cookie like its own. */
export async function writeSessionCookie(jar: CookieJar, sessionToken: string): Promise<void> {
  write(jar, 'session', await cookieValueOf(sessionToken), longestSessionSeconds);
}
