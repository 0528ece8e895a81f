import { eq } from 'drizzle-orm';
import { savedViews } from '@/db/schema/saved-views';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { updateSavedViewInput } from './schemas';
import { assertSavable, auditView, lockViewToChange, withFreeName } from './write-view';

/**
 * Gives a view another name, shares it or no longer, and makes it show something else.
 * @throws NotFound (also one that the actor cannot change), Invalid (the name is taken, or a filter that no view keeps)
 */
export const updateSavedView = operation(
  null,
  updateSavedViewInput,
  (ctx: Context<UserActor>, { id, name, isShared, query, columns }): Promise<void> =>
    withFreeName(() =>
      inTransaction(ctx, async (tx) => {
        const view = await lockViewToChange(tx, id);
        if (query) assertSavable(view.list, query);
        const changed = {
          name,
          isShared,
          query: query ?? view.query,
          columns: columns === undefined ? view.columns : columns,
        };
        await tx.db
          .update(savedViews)
          .set({ ...changed, updatedAt: tx.now() })
          .where(eq(savedViews.id, id));
        await auditView(tx, 'updated', { ...view, ...changed });
      }),
    ),
);
