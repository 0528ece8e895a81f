import { and, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { defaultViews, savedViews } from '@/db/schema/saved-views';
import { users } from '@/db/schema/team';
import { routes } from '@/lib/core/routes';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { pagePermissions } from '@/lib/platform/context/page-permissions';
import { can } from '@/lib/platform/context/permissions';
import { isKnownPart, type SavedListName, savedListNames } from './lists';

/** A view as one person sees it. */
export type SavedView = {
  id: number;
  list: SavedListName;
  name: string;
  /** What its list knows of it today. */
  query: Record<string, string>;
  /** What it does not know any more, and leaves out: `state=held`. */
  leftOut: string[];
  columns: string[] | null;
  isShared: boolean;
  isOwn: boolean;
  ownerName: string;
  /** Their list opens with it. */
  isDefault: boolean;
  /** They can rename and delete it. */
  canChange: boolean;
};

/** Whether somebody changes shared views of others, too: who manages people. */
export const managesViews = ({ actor }: { actor: UserActor }): boolean => can(actor, 'team.write');

/** The lists that somebody can read. */
export const listsOf = (actor: UserActor): SavedListName[] =>
  savedListNames.filter((list) => can(actor, pagePermissions[list]));

/** Own views, and those that people of the same company share: a partner's company is their integrator. */
export const isVisible = ({ actor }: { actor: UserActor }, isDeleted = false): SQL | undefined =>
  and(
    isDeleted ? isNotNull(savedViews.deletedAt) : isNull(savedViews.deletedAt),
    or(
      eq(savedViews.ownerId, actor.id),
      and(savedViews.isShared, sql`${users.integratorId} is not distinct from ${actor.integratorId ?? null}::bigint`),
    ),
  );

/** Every view that `where` finds of those that somebody sees, by name. */
export async function readSavedViews(ctx: Context<UserActor>, where: SQL, most?: number): Promise<SavedView[]> {
  const rows = ctx.db
    .select({
      id: savedViews.id,
      list: savedViews.list,
      name: savedViews.name,
      query: savedViews.query,
      columns: savedViews.columns,
      isShared: savedViews.isShared,
      ownerId: savedViews.ownerId,
      ownerName: users.name,
      isDefault: sql<boolean>`${defaultViews.viewId} is not null`,
    })
    .from(savedViews)
    .innerJoin(users, eq(users.id, savedViews.ownerId))
    .leftJoin(defaultViews, and(eq(defaultViews.viewId, savedViews.id), eq(defaultViews.userId, ctx.actor.id)))
    .where(and(isVisible(ctx), where))
    .orderBy(sql`lower(${savedViews.name})`, savedViews.id)
    .$dynamic();
  return (await (most === undefined ? rows : rows.limit(most))).map(({ ownerId, query, ...row }) => {
    const list = row.list as SavedListName;
    const isOwn = ownerId === ctx.actor.id;
    const parts = Object.entries(query);
    const known = parts.filter(([name, value]) => isKnownPart(list, name, value));
    const left = parts.filter((part) => !known.includes(part));
    return {
      ...row,
      list,
      query: Object.fromEntries(known),
      leftOut: left.map(([name, value]) => `${name}=${value}`),
      isOwn,
      canChange: isOwn || managesViews(ctx),
    };
  });
}

/** Its address: the filters and columns themselves, so that the link shows the same to a colleague, and which view it is. */
export const addressOf = ({ list, query, columns, id }: Pick<SavedView, 'list' | 'query' | 'columns' | 'id'>): string =>
  routes.savedView(list, { ...query, ...(columns ? { columns: columns.join(',') } : {}) }, id);
