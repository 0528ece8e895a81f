import { eq, sql } from 'drizzle-orm';
import { coupons, couponUserGroups, userGroups } from '@/db/schema/coupons';
import { Conflict, NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';

export const userGroupColumns = {
  id: userGroups.id,
  name: userGroups.name,
  /** How many coupons in use are limited to it. */
  coupons: sql<number>`(
    select count(*)::int from ${couponUserGroups} l join ${coupons} k on k.id = l.coupon_id and k.deleted_at is null
    where l.user_group_id = user_groups.id
  )`.as('coupons'),
  createdAt: userGroups.createdAt,
  updatedAt: userGroups.updatedAt,
  archivedAt: userGroups.archivedAt,
};

export type UserGroup = typeof userGroups.$inferSelect & { coupons: number };

/** Its row, archived or not, without asking for a permission. @throws NotFound */
export async function readUserGroup(ctx: Context, id: number): Promise<UserGroup> {
  const [group] = await ctx.db.select(userGroupColumns).from(userGroups).where(eq(userGroups.id, id));
  if (!group) throw new NotFound('The user group');
  return group;
}

/** Holds its row until the transaction ends. @throws NotFound, Conflict `archived` */
export async function lockUserGroup(ctx: Context, id: number): Promise<UserGroup> {
  const [group] = await ctx.db.select(userGroupColumns).from(userGroups).where(eq(userGroups.id, id)).for('update');
  if (!group) throw new NotFound('The user group');
  if (group.archivedAt) throw new Conflict('archived', 'This user group is archived. Restore it before you change it.');
  return group;
}
