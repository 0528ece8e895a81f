import { and, eq, isNull, sql } from 'drizzle-orm';
import { defaultViews, savedViews } from '@/db/schema/saved-views';
import { users } from '@/db/schema/team';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Conflict, Invalid, NotFound } from '@/lib/core/errors';
import { holdsContact } from '@/lib/core/holds-contact';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { isKnownPart, personalPartOf, type SavedListName } from './lists';
import { isVisible, listsOf, managesViews } from './saved-view';

const mostOfList = 50;

export type ViewRow = typeof savedViews.$inferSelect & { list: SavedListName };

/**
 * What a view can keep of a list. A text that may name a customer is in none: views are shared, and an erasure would have to find it.
 * @throws Invalid
 */
export function assertSavable(list: SavedListName, query: Record<string, string>): void {
  const refused = (message: string) => new Invalid({ query: [message] });
  for (const [name, value] of Object.entries(query)) {
    if (name === personalPartOf(list))
      throw refused('A view does not keep what was searched for here: it may name a person. Clear the search first.');
    if (!isKnownPart(list, name, value)) throw refused('The list does not have this filter. Reload the page.');
    if (holdsContact(value))
      throw refused('A view keeps no phone number and no email address. Clear the search first.');
  }
}

/** Runs the write of a view's name. @throws Invalid (one's own view of the list has it, in any case) */
export async function withFreeName<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedConstraint(error) !== 'saved_views_name_key') throw error;
    throw new Invalid({ name: ['There is a view of this name already.'] });
  }
}

/** A person's views become more one at a time. @throws Conflict `too_many_views` */
export async function assertRoomForView({ db }: Context, ownerId: number, list: SavedListName): Promise<void> {
  await db.select({ id: users.id }).from(users).where(eq(users.id, ownerId)).for('no key update');
  const { deletedAt } = savedViews;
  const ofList = and(eq(savedViews.ownerId, ownerId), eq(savedViews.list, list), isNull(deletedAt));
  if ((await db.$count(savedViews, ofList)) < mostOfList) return;
  throw new Conflict('too_many_views', 'There are 50 views of this list already. Delete one first.');
}

/**
 * A view to change, as it stays until the transaction ends: one's own, or a shared one of somebody whose views one manages.
 * @throws NotFound (also one that the actor does not see, or of a list that they cannot read)
 */
export async function lockViewToChange(tx: Context<UserActor>, id: number, isDeleted = false): Promise<ViewRow> {
  const [found] = await tx.db
    .select({ view: savedViews })
    .from(savedViews)
    .innerJoin(users, eq(users.id, savedViews.ownerId))
    .where(
      and(
        eq(savedViews.id, id),
        isVisible(tx, isDeleted),
        managesViews(tx) ? undefined : eq(savedViews.ownerId, tx.actor.id),
      ),
    )
    .for('update', { of: savedViews });
  const view = found?.view as ViewRow | undefined;
  if (!view || !listsOf(tx.actor).includes(view.list)) throw new NotFound('The view');
  return view;
}

/** The view that the actor's list opens with from now on; null for none. */
export async function setDefaultView(tx: Context<UserActor>, list: SavedListName, viewId: number | null) {
  const userId = tx.actor.id;
  if (viewId === null) {
    await tx.db.delete(defaultViews).where(and(eq(defaultViews.userId, userId), eq(defaultViews.list, list)));
    return;
  }
  await tx.db
    .insert(defaultViews)
    .values({ userId, list, viewId })
    .onConflictDoUpdate({ target: [defaultViews.userId, defaultViews.list], set: { viewId: sql`excluded.view_id` } });
}

type Done = 'created' | 'updated' | 'deleted' | 'restored' | 'made_default' | 'unset_default';

export function auditView(tx: Context, done: Done, view: Pick<ViewRow, 'id' | 'list' | 'name' | 'isShared'>) {
  const { id: subjectId, list, name, isShared } = view;
  return recordAudit(tx, {
    action: `saved_view.${done}`,
    subjectKind: 'saved_view',
    subjectId,
    data: { name, list, isShared },
  });
}
