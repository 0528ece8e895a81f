import { eq } from 'drizzle-orm';
import { savedViews } from '@/db/schema/saved-views';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { savedViewInput } from './schemas';
import { assertRoomForView, auditView, lockViewToChange, withFreeName } from './write-view';

/**
 * Undoes the deletion of a view; whose list opened with it has it so again.
 * @throws NotFound (also one that the actor cannot change), Invalid (another has its name by now), Conflict `too_many_views`
 */
export const restoreSavedView = operation(
  null,
  savedViewInput,
  (ctx: Context<UserActor>, { id }): Promise<void> =>
    withFreeName(() =>
      inTransaction(ctx, async (tx) => {
        const view = await lockViewToChange(tx, id, true);
        await assertRoomForView(tx, view.ownerId, view.list);
        await tx.db.update(savedViews).set({ deletedAt: null }).where(eq(savedViews.id, id));
        await auditView(tx, 'restored', view);
      }),
    ),
);
