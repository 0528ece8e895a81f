import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { routes } from '@/lib/core/routes';
import { clientAddress } from '@/lib/platform/auth/client-address';
import { unattendedHeader } from '@/lib/platform/auth/page-user';
import { sessionCookie } from '@/lib/platform/auth/session';
import { openUserContext } from '@/lib/platform/auth/user-context';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { canOpen, type DeskPage } from '@/lib/platform/context/page-permissions';
import { relyingParty } from '@/lib/platform/factors/relying-party';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';

const load = cache(async (): Promise<Context<UserActor> | null> => {
  const sent = await headers();
  const origin = { address: clientAddress(sent), device: sent.get('user-agent') ?? undefined };
  const requestId = sent.get('x-request-id') ?? crypto.randomUUID();
  const cookie = (await cookies()).get(sessionCookie())?.value;
  const ctx = await openUserContext(cookie, requestId, origin, {
    isUnattended: sent.has(unattendedHeader),
    isRead: !sent.has('next-action'),
  });
  return ctx && { ...ctx, site: relyingParty(sent) };
});

/** The context of a server action; null when nobody is signed in (any more). */
export const findUserContext = load;

/** The requested page, which one is led back to from another one. */
async function requestedPage(): Promise<string | undefined> {
  const page = (await headers()).get('x-page') ?? '/';
  return page === '/' ? undefined : page;
}

/**
 * The context of a page; redirects to the sign-in page without a session, and to the set-up of a second factor where the
 * role needs one and there is none.
 */
export async function requireUser(): Promise<Context<UserActor>> {
  const ctx = (await load()) ?? redirect(routes.signIn(await requestedPage()));
  if (ctx.actor.needsFactor) redirect(routes.setUpFactor(await requestedPage()));
  return ctx;
}

/** As `requireUser`, and whether the page is for the user; if not, it shows `NoPermission`. Every page of the desk calls it. */
export async function requirePage(page: DeskPage): Promise<{ ctx: Context<UserActor>; allowed: boolean }> {
  const ctx = await requireUser();
  const allowed = canOpen(ctx.actor, page);
  if (!allowed) recordSecurityEvent(ctx, { kind: 'action.refused', data: { asked: page } });
  return { ctx, allowed };
}
