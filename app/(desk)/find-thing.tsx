import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { ReactElement } from 'react';
import { NotFoundPanel } from '@/app/not-found-panel';
import { requirePage } from '@/app/session/current-user';
import { NotFound } from '@/lib/core/errors';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { GuardedPage } from '@/lib/platform/context/page-permissions';
import { sayMissing } from '@/lib/platform/process/missing-page';
import { NoPermission } from './no-permission';

/** `instead`: what is shown where the page is not for the user, or there is nothing at its address, and its title. */
export type FoundThing<T> = { ctx: Context<UserActor> } & (
  | { thing: T; instead: null; insteadTitle: null }
  | { thing: null; instead: ReactElement; insteadTitle: string }
);

/**
 * What the page of one thing begins with. It is called in `generateMetadata`, for the answer begins after that: its status is
 * 404 where there is nothing. `notFound()` of Next would leave the page to the browser to draw.
 */
export async function findThing<T>(
  page: GuardedPage,
  id: string,
  read: (ctx: Context<UserActor>, id: number) => Promise<T | null>,
): Promise<FoundThing<T>> {
  const { ctx, allowed } = await requirePage(page);
  const t = await getTranslations('common');
  if (!allowed) {
    return { ctx, thing: null, instead: <NoPermission page={page} />, insteadTitle: t('noPermission.title') };
  }
  const thing = /^[1-9]\d{0,14}$/.test(id) ? await read(ctx, Number(id)).catch(nullIfUnknown) : null;
  if (thing !== null) return { ctx, thing, instead: null, insteadTitle: null };
  sayMissing();
  return { ctx, thing: null, instead: <NotFoundPanel />, insteadTitle: t('notFound.title') };
}

function nullIfUnknown(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}
