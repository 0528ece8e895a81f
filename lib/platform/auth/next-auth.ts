import type { NextAuthOptions, User } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { getDatabase } from '@/db/client';
import { env } from '@/lib/core/env';
import { Conflict, DomainError, RateLimited } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { relyingParty } from '@/lib/platform/factors/relying-party';
import { codeInput, passkeyAnswer } from '@/lib/platform/factors/schemas';
import { type CookieJar, pendingCookie } from './browser-cookies';
import { keepOutcome, sourceOf } from './browser-sign-in';
import type { SignedIn, SignInSource } from './complete-sign-in';
import { finishSignIn } from './finish-sign-in';
import { longestSessionSeconds, revokeSession, servesHttps, sessionCookie } from './session';
import { type AwaitsSecondFactor, signIn } from './sign-in';
import { signInWithPasskey } from './sign-in-with-passkey';

declare module 'next-auth/jwt' {
  interface JWT {
    sessionToken?: string;
  }
}

declare module 'next-auth' {
  interface User {
    sessionToken: string;
  }
}

type Sent = Partial<Record<string, string>> | undefined;

/** next-auth carries our session's token in its encrypted cookie; the session's row decides on every request. */
export function nextAuthOptions(jar: CookieJar): NextAuthOptions {
  const secure = servesHttps();
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: longestSessionSeconds },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name: sessionCookie(), options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: (sent, request) =>
          authorize(jar, request, ({ source }) =>
            signIn(
              getDatabase(),
              { ...source, email: String(sent?.email ?? ''), password: String(sent?.password ?? '') },
              new Date(),
            ),
          ),
      }),
      Credentials({
        id: 'second-factor',
        credentials: { way: { type: 'text' }, code: { type: 'text' }, passkey: { type: 'text' } },
        authorize: (sent: Sent, request) =>
          authorize(jar, request, ({ source, headers }) => {
            const proof = readSecondStep(sent, headers);
            if (!proof) return null;
            return finishSignIn(getDatabase(), { token: pendingCookie.read(jar), source, proof }, new Date());
          }),
      }),
      Credentials({
        id: 'passkey',
        credentials: { passkey: { type: 'text' } },
        authorize: (sent: Sent, request) =>
          authorize(jar, request, ({ source, headers }) => {
            const answer = readAnswer(sent?.passkey);
            if (!answer) return null;
            return signInWithPasskey(
              getDatabase(),
              { source, proof: { answer, party: relyingParty(headers) } },
              new Date(),
            );
          }),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionToken: user.sessionToken } : token),
      // The desk's own page decides where to go, so nothing that a caller sends does.
      redirect: ({ baseUrl }) => baseUrl,
      // next-auth's own session endpoint answers without the user: the desk never reads it.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (token?.sessionToken) await revokeSession(getDatabase(), token.sessionToken, new Date());
      },
    },
    logger: {
      error: (code) => logger.error({ event: code }, 'next-auth'),
      warn: () => {},
      debug: () => {},
    },
  };
}

type Attempt = (from: { source: SignInSource; headers: Headers }) => Promise<SignedIn | AwaitsSecondFactor> | null;

/** Refusals as next-auth carries them: null for a wrong one, an error whose message the sign-in page reads for the others. */
async function authorize(jar: CookieJar, request: { headers?: object }, attempt: Attempt): Promise<User | null> {
  const headers = new Headers(request.headers as Record<string, string>);
  const outcome = await attemptSafely(attempt, { source: sourceOf(jar, headers), headers });
  if (!outcome) return null;
  if (!keepOutcome(jar, outcome)) throw new Error('second_factor');
  const { id, name, email, sessionToken } = outcome;
  return { id: String(id), name, email, sessionToken };
}

async function attemptSafely(attempt: Attempt, from: Parameters<Attempt>[0]) {
  try {
    return await attempt(from);
  } catch (error) {
    if (error instanceof RateLimited) throw new Error(`rate_limited:${error.retryAfterSeconds}`);
    if (error instanceof Conflict) throw new Error(error.reason);
    if (error instanceof DomainError) return null;
    logger.error({ err: error }, 'sign-in failed');
    throw new Error('server_error');
  }
}

function readSecondStep(sent: Sent, headers: Headers) {
  if (sent?.way === 'passkey') {
    const answer = readAnswer(sent.passkey);
    return answer && { way: 'passkey' as const, answer, party: relyingParty(headers) };
  }
  const code = codeInput.safeParse(sent?.code);
  if (!code.success) return undefined;
  return { way: sent?.way === 'recovery_code' ? ('recovery_code' as const) : ('totp' as const), code: code.data };
}

function readAnswer(text: string | undefined) {
  try {
    return passkeyAnswer.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}
