import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { routes } from '@/lib/core/routes';
import { sessionCookie } from '@/lib/platform/auth/session';
import { openUserContext } from '@/lib/platform/auth/user-context';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { can, type Permission } from '@/lib/platform/context/permissions';

const load = cache(async (): Promise<Context<UserActor> | null> => {
  const requestId = (await headers()).get('x-request-id') ?? crypto.randomUUID();
  return openUserContext((await cookies()).get(sessionCookie())?.value, requestId);
});

/** The context of a server action; null when nobody is signed in (any more). */
export const findUserContext = load;

/** The sign-in page, which leads back to the requested page. */
async function signInAddress(): Promise<string> {
  const page = (await headers()).get('x-page') ?? '/';
  return routes.signIn(page === '/' ? undefined : page);
}

/** The context of a page; redirects to the sign-in page without a session. Every page of the desk calls it. */
export async function requireUser(): Promise<Context<UserActor>> {
  return (await load()) ?? redirect(await signInAddress());
}

/** As `requireUser`, and whether the user holds the permission; without it a page shows `NoPermission`. */
export async function requireUserWho(permission: Permission): Promise<{ ctx: Context<UserActor>; allowed: boolean }> {
  const ctx = await requireUser();
  return { ctx, allowed: can(ctx.actor, permission) };
}
