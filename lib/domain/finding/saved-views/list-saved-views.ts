import { eq } from 'drizzle-orm';
import { savedViews } from '@/db/schema/saved-views';
import type { UserActor } from '@/lib/platform/context/actor';
import { assertCan } from '@/lib/platform/context/assert-can';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { pagePermissions } from '@/lib/platform/context/page-permissions';
import { readSavedViews, type SavedView } from './saved-view';
import { listSavedViewsInput } from './schemas';

/** The views of a list: the actor's own, and those that are shared with them, by name. @throws Forbidden (the list is not for them), Invalid */
export const listSavedViews = operation(
  null,
  listSavedViewsInput,
  async (ctx: Context<UserActor>, { list }): Promise<SavedView[]> => {
    await assertCan(ctx, pagePermissions[list]);
    return readSavedViews(ctx, eq(savedViews.list, list));
  },
);
