import { and, asc, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { auditEvents, users } from '@/db/schema/team';
import { oneHandOf } from '@/lib/platform/accounts/let-in.sql';
import type { Context } from '@/lib/platform/context/context';

const dayMs = 24 * 60 * 60 * 1000;

/** For so long the keys that a person makes, or lets reach more, are their own hand. */
const ownKeyMs = 7 * dayMs;
const ownKeysSince = ({ now }: Context) => new Date(now().getTime() - ownKeyMs);

/**
 * Of the activity of the last day, what one person did, or the keys of one integrator. Keys that a person made or widened within
 * a week count with them, and so do the accounts that they could have by then, so that each new one does not have what one
 * person can do again.
 */
export async function ofSameHand(ctx: Context): Promise<SQL | undefined> {
  const { actor, db, now } = ctx;
  if (actor.kind === 'system') return sql`false`;
  const { apiKeyId, at, userId } = auditEvents;
  const people = await peopleOf(ctx);
  const hands = [
    ...(actor.kind === 'key' ? [inArray(apiKeyId, keysOf(db, actor.integratorId))] : []),
    ...(people.length > 0
      ? [inArray(userId, people), inArray(apiKeyId, keysMadeBy(db, people, ownKeysSince(ctx)))]
      : []),
  ];
  return and(or(...hands), gt(at, new Date(now().getTime() - dayMs)));
}

const keysOf = (db: Executor, integratorId: number) =>
  db.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.integratorId, integratorId));

const { action, data } = auditEvents;
// Another end revives a key, and other networks are other hands to use it.
const keyMade = or(
  inArray(action, ['integrator.key_created', 'integrator.key_replaced']),
  and(
    eq(action, 'integrator.key_changed'),
    sql`${data} -> 'changed' ?| array['couponIds', 'couponLimit', 'expiresAt', 'networks']`,
  ),
);
/** Of any of them. */
const madeKeyId = sql<number>`coalesce(${data} ->> 'newKeyId', ${data} ->> 'keyId')::bigint`;

const keysMadeBy = (db: Executor, people: number[], since: Date) =>
  db
    .select({ id: madeKeyId })
    .from(auditEvents)
    .where(and(inArray(auditEvents.userId, people), keyMade, gt(auditEvents.at, since)));

/** A person, or who made or widened keys of an integrator, with the accounts that they could have. */
async function peopleOf(ctx: Context): Promise<number[]> {
  const { actor, db } = ctx;
  if (actor.kind === 'system') return [];
  if (actor.kind === 'user') return oneHandOf(ctx, [actor.id]);
  return oneHandOf(ctx, await makersOf(db, actor.integratorId, ownKeysSince(ctx)));
}

/** Who made or widened keys of an integrator. */
async function makersOf(db: Executor, integratorId: number, since: Date): Promise<number[]> {
  const { at, subjectId, subjectKind, userId } = auditEvents;
  const rows = await db
    .selectDistinct({ id: userId })
    .from(auditEvents)
    .where(and(eq(subjectKind, 'integrator'), eq(subjectId, integratorId), keyMade, gt(at, since)));
  return rows.flatMap(({ id }) => (id === null ? [] : [id]));
}

/**
 * Others of the same hand wait until the transaction ends. The last locks of it, behind those of coupons and codes: the integrator, then
 * people in the order of their ids.
 */
export async function holdHand(ctx: Context): Promise<void> {
  const { actor, db } = ctx;
  if (actor.kind === 'key') {
    const own = eq(integrators.id, actor.integratorId);
    await db.select({ id: integrators.id }).from(integrators).where(own).for('no key update');
  }
  const people = await peopleOf(ctx);
  if (people.length === 0) return;
  await db
    .select({ id: users.id })
    .from(users)
    .where(inArray(users.id, people))
    .orderBy(asc(users.id))
    .for('no key update');
}
