import { eq } from 'drizzle-orm';
import { savedViews } from '@/db/schema/saved-views';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { savedViewInput } from './schemas';
import { auditView, lockViewToChange } from './write-view';

/** Takes a view away from everybody; it can be restored for a day. @throws NotFound (also one that the actor cannot change), Invalid */
export const deleteSavedView = operation(
  null,
  savedViewInput,
  (ctx: Context<UserActor>, { id }): Promise<void> =>
    inTransaction(ctx, async (tx) => {
      const view = await lockViewToChange(tx, id);
      await tx.db.update(savedViews).set({ deletedAt: tx.now() }).where(eq(savedViews.id, id));
      await auditView(tx, 'deleted', view);
    }),
);
