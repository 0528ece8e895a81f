import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { apiKeys } from '@/db/schema/integrators';
import { auditEvents } from '@/db/schema/team';
import type { Context } from '@/lib/platform/context/context';
import type { Coupon } from './coupon-row';

const spanMs = 24 * 60 * 60 * 1000;

type Kept = Pick<Coupon, 'id' | 'status' | 'deletedAt' | 'expiresAt'>;

/**
 * Whether a change lets a coupon give away again what it did not for a day: out of the bin, switched on, or with a later end. Not what
 * the same person, or the same integrator, took out or made within that day: that is an undo, and counted already.
 */
export async function comesBack(ctx: Context, before: Kept, after: Omit<Kept, 'id'>): Promise<boolean> {
  const dayAgo = new Date(ctx.now().getTime() - spanMs);
  const wasOver = ({ expiresAt }: Omit<Kept, 'id'>) => expiresAt !== null && expiresAt <= dayAgo;
  if (wasOver(after)) return false;
  // Whether or not it is on: it would be switched off and on around this otherwise.
  if (wasOver(before)) return true;
  if (isIn(before) || !isIn(after)) return false;
  return !(await isOwnUndo(ctx, before, dayAgo));
}

const isIn = ({ status, deletedAt }: Omit<Kept, 'id'>) => deletedAt === null && status === 'available';

/** Whether the last that took it out was of the same actor. A coupon is in the bin or off; what did one is no undo of the other. */
async function isOwnUndo({ db, actor }: Context, { id, deletedAt }: Kept, since: Date): Promise<boolean> {
  const { action, apiKeyId, at, data, subjectId, subjectKind, userId } = auditEvents;
  const switchedOff = and(eq(action, 'coupon.updated'), sql`${data} -> 'changed' -> 'status' ->> 1 = 'unavailable'`);
  const tookOut = deletedAt ? eq(action, 'coupon.deleted') : or(eq(action, 'coupon.created'), switchedOff);
  const own: SQL | undefined =
    actor.kind === 'user'
      ? eq(userId, actor.id)
      : actor.kind === 'key'
        ? inArray(
            apiKeyId,
            db.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.integratorId, actor.integratorId)),
          )
        : sql`false`;
  const [last] = await db
    .select({ at, isOwn: sql<boolean>`coalesce(${own}, false)`.mapWith(Boolean) })
    .from(auditEvents)
    .where(and(eq(subjectKind, 'coupon'), eq(subjectId, id), tookOut))
    .orderBy(desc(auditEvents.id))
    .limit(1);
  return last?.isOwn === true && last.at > since;
}
