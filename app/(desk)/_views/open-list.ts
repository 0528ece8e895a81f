import 'server-only';
import { redirect } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { cache } from 'react';
import { requireUser } from '@/app/session/current-user';
import { routes } from '@/lib/core/routes';
import { listSavedViews } from '@/lib/domain/finding/saved-views/list-saved-views';
import type { SavedListName } from '@/lib/domain/finding/saved-views/lists';
import { addressOf, type SavedView } from '@/lib/domain/finding/saved-views/saved-view';
import { canOpen } from '@/lib/platform/context/page-permissions';

export type ListPageProps = { searchParams: Promise<SearchParams> };

/** Once for a request; none where the list is not for its reader. */
const viewsOf = cache(async (list: SavedListName): Promise<SavedView[]> => {
  const ctx = await requireUser();
  return canOpen(ctx.actor, list) ? listSavedViews(ctx, { list }) : [];
});

/**
 * The views of a list. Somebody whose list opens with one of them, and who asks for nothing else, is led to it: a page calls
 * it in `generateMetadata` too, for the answer begins after that.
 */
export async function openList(list: SavedListName, { searchParams }: ListPageProps): Promise<SavedView[]> {
  const [views, given] = await Promise.all([viewsOf(list), searchParams]);
  const opensWith = views.find(({ isDefault }) => isDefault);
  if (opensWith && Object.keys(given).length === 0) redirect(addressOf(opensWith));
  return views;
}

/** To the beginning of a list whose address asks for what cannot be. With its default view that could be the same address. */
export function startOver(list: SavedListName, views: SavedView[]): never {
  redirect(views.some(({ isDefault }) => isDefault) ? routes.everythingIn(list) : list);
}
