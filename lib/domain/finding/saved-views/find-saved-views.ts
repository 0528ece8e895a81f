import { and, ilike, inArray } from 'drizzle-orm';
import { savedViews } from '@/db/schema/saved-views';
import { containing } from '@/lib/core/like-pattern';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { listsOf, readSavedViews, type SavedView } from './saved-view';

/** Views with the text in their name, of every list that the actor can read. */
export function findSavedViews(ctx: Context<UserActor>, text: string, most: number): Promise<SavedView[]> {
  const named = and(inArray(savedViews.list, listsOf(ctx.actor)), ilike(savedViews.name, containing(text)));
  return named ? readSavedViews(ctx, named, most) : Promise.resolve([]);
}
