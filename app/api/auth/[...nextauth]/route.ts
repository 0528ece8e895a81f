import { cookies } from 'next/headers';
import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { nextAuthOptions } from '@/lib/platform/auth/next-auth';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/**
 * The desk decides itself where one goes after signing in. What somebody sends as `callbackUrl` is left out, since
 * next-auth answers 500 when it is no address.
 */
async function handler(request: NextRequest, context: RouteContext) {
  const store = await cookies();
  for (const { name, value } of store.getAll()) {
    const isAddress = /^https?:$/.test(URL.parse(value)?.protocol ?? '');
    if (name.endsWith('next-auth.callback-url') && !isAddress) store.delete(name);
  }
  const url = new URL(request.nextUrl);
  url.searchParams.delete('callbackUrl');
  return NextAuth(new NextRequest(url, request), context, nextAuthOptions(store));
}

export { handler as GET, handler as POST };
