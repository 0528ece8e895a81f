import { and, eq } from 'drizzle-orm';
import { defaultViews, savedViews } from '@/db/schema/saved-views';
import { users } from '@/db/schema/team';
import { NotFound } from '@/lib/core/errors';
import type { UserActor } from '@/lib/platform/context/actor';
import { assertCan } from '@/lib/platform/context/assert-can';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { pagePermissions } from '@/lib/platform/context/page-permissions';
import type { SavedListName } from './lists';
import { isVisible } from './saved-view';
import { chooseDefaultViewInput } from './schemas';
import { auditView, setDefaultView } from './write-view';

/**
 * Makes a list open with a view, for the actor alone, or with everything again.
 * @throws Forbidden (the list is not for them), NotFound (also a view that they do not see, or of another list), Invalid
 */
export const chooseDefaultView = operation(
  null,
  chooseDefaultViewInput,
  async (ctx: Context<UserActor>, { list, viewId }): Promise<void> => {
    await assertCan(ctx, pagePermissions[list]);
    await inTransaction(ctx, async (tx) => {
      const view = await (viewId === null ? findDefault(tx, list) : findVisible(tx, list, viewId));
      if (!view && viewId !== null) throw new NotFound('The view');
      await setDefaultView(tx, list, viewId);
      if (view) await auditView(tx, viewId === null ? 'unset_default' : 'made_default', { ...view, list });
    });
  },
);

async function findVisible(tx: Context<UserActor>, list: SavedListName, viewId: number) {
  const [found] = await tx.db
    .select({ view: savedViews })
    .from(savedViews)
    .innerJoin(users, eq(users.id, savedViews.ownerId))
    .where(and(eq(savedViews.id, viewId), eq(savedViews.list, list), isVisible(tx)));
  return found?.view;
}

async function findDefault({ db, actor }: Context<UserActor>, list: SavedListName) {
  const [found] = await db
    .select({ view: savedViews })
    .from(defaultViews)
    .innerJoin(savedViews, eq(savedViews.id, defaultViews.viewId))
    .where(and(eq(defaultViews.userId, actor.id), eq(defaultViews.list, list)));
  return found?.view;
}
