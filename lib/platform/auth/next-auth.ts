import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { getDatabase } from '@/db/client';
import { env } from '@/lib/core/env';
import { DomainError, RateLimited } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { clientAddress } from './client-address';
import { revokeSession, servesHttps, sessionCookie, sessionSeconds } from './session';
import { signIn } from './sign-in';

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

/** next-auth carries our session's token in its encrypted cookie; the session's row decides on every request. */
export function nextAuthOptions(): NextAuthOptions {
  const secure = servesHttps();
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name: sessionCookie(), options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(credentials, request) {
          const headers = new Headers(request.headers as Record<string, string>);
          try {
            const user = await signIn(
              getDatabase(),
              {
                email: String(credentials?.email ?? ''),
                password: String(credentials?.password ?? ''),
                address: clientAddress(headers),
                userAgent: headers.get('user-agent') ?? undefined,
              },
              new Date(),
            );
            return { ...user, id: String(user.id) };
          } catch (error) {
            if (error instanceof RateLimited) throw new Error(`rate_limited:${error.retryAfterSeconds}`);
            if (error instanceof DomainError) return null;
            logger.error({ err: error }, 'sign-in failed');
            throw new Error('server_error');
          }
        },
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
