import { savedViews } from '@/db/schema/saved-views';
import type { UserActor } from '@/lib/platform/context/actor';
import { assertCan } from '@/lib/platform/context/assert-can';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { pagePermissions } from '@/lib/platform/context/page-permissions';
import { createSavedViewInput } from './schemas';
import { assertRoomForView, assertSavable, auditView, setDefaultView, withFreeName } from './write-view';

/**
 * Saves a list as it is shown, for the actor or for everybody of their company who can read the list.
 * @throws Forbidden (the list is not for them), Invalid (the name is taken, or a filter that no view keeps), Conflict `too_many_views`
 */
export const createSavedView = operation(
  null,
  createSavedViewInput,
  async (ctx: Context<UserActor>, { isDefault, ...view }): Promise<{ id: number }> => {
    const { list, query } = view;
    await assertCan(ctx, pagePermissions[list]);
    assertSavable(list, query);
    const ownerId = ctx.actor.id;
    return withFreeName(() =>
      inTransaction(ctx, async (tx) => {
        await assertRoomForView(tx, ownerId, list);
        const at = { createdAt: tx.now(), updatedAt: tx.now() };
        const [row] = await tx.db
          .insert(savedViews)
          .values({ ...view, ownerId, ...at })
          .returning({ id: savedViews.id });
        if (!row) throw new Error('The view was not written.');
        await auditView(tx, 'created', { ...view, ...row });
        if (isDefault) {
          await setDefaultView(tx, list, row.id);
          await auditView(tx, 'made_default', { ...view, ...row });
        }
        return row;
      }),
    );
  },
);
