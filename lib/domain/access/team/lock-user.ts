import { and, asc, eq, isNull } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import { Conflict, NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';

/**
 * The user's row, locked until the transaction ends. All changes of users take the active admins first and in the same
 * order, so that two of them cannot each believe the other's admin stays. "No key" lets audit rows refer to them meanwhile.
 */
export async function lockUser(ctx: Context, userId: number) {
  const admins = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), isNull(users.disabledAt)))
    .orderBy(asc(users.id))
    .for('no key update');
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId)).for('no key update');
  if (!user) throw new NotFound('This member of the team');
  return { user, isLastAdmin: admins.length === 1 && admins[0]?.id === userId };
}

export function lastAdmin(): Conflict {
  return new Conflict('last_admin', 'This is the last active admin. Make somebody else an admin first.');
}
