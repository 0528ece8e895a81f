import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { can, type Permission } from '@/lib/auth/permissions';
import { sessionCookie } from '@/lib/auth/session';
import { openUserContext } from '@/lib/auth/user-context';
import type { Context, UserActor } from '@/lib/context';
import { routes } from '@/lib/routes';

const load = cache(async (): Promise<Context<UserActor> | null> => {
  const requestId = (await headers()).get('x-request-id') ?? crypto.randomUUID();
  return openUserContext((await cookies()).get(sessionCookie)?.value, requestId);
});

/** The context of a server action: null when nobody is signed in (any more). */
export const findUserContext = load;

/** The sign-in page, from which one comes back to the page one asked for. */
async function signInAddress(): Promise<string> {
  const page = (await headers()).get('x-page') ?? '/';
  return routes.signIn(page === '/' ? undefined : page);
}

/** The context of a page; whoever is not signed in goes to the sign-in page. Every page of the desk calls it. */
export async function requireUser(): Promise<Context<UserActor>> {
  return (await load()) ?? redirect(await signInAddress());
}

/** As `requireUser`, and whether the user holds the permission; a page without it shows who does. */
export async function requireUserWho(permission: Permission): Promise<{ ctx: Context<UserActor>; allowed: boolean }> {
  const ctx = await requireUser();
  return { ctx, allowed: can(ctx.actor, permission) };
}
