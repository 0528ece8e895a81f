import { and, asc, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { auditEvents, users } from '@/db/schema/team';
import type { Context } from '@/lib/platform/context/context';

const dayMs = 24 * 60 * 60 * 1000;

/** For so long the keys that a person makes, or lets reach more, are their own hand. */
const ownKeyMs = 7 * dayMs;

/**
 * Of the activity of the last day, what one person did, or the keys of one integrator. Keys that a person made or widened within
 * a week count with them, so that each new one does not have what one person can do again.
 */
export async function ofSameHand({ actor, db, now }: Context): Promise<SQL | undefined> {
  if (actor.kind === 'system') return sql`false`;
  const { apiKeyId, at, userId } = auditEvents;
  const weekAgo = new Date(now().getTime() - ownKeyMs);
  const people = actor.kind === 'user' ? [actor.id] : await makersOf(db, actor.integratorId, weekAgo);
  const hands = [
    ...(actor.kind === 'key' ? [inArray(apiKeyId, keysOf(db, actor.integratorId))] : []),
    ...(people.length > 0 ? [inArray(userId, people), inArray(apiKeyId, keysMadeBy(db, people, weekAgo))] : []),
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
export async function holdHand({ db, actor, now }: Context): Promise<void> {
  if (actor.kind === 'system') return;
  let people = actor.kind === 'user' ? [actor.id] : [];
  if (actor.kind === 'key') {
    const own = eq(integrators.id, actor.integratorId);
    await db.select({ id: integrators.id }).from(integrators).where(own).for('no key update');
    people = await makersOf(db, actor.integratorId, new Date(now().getTime() - ownKeyMs));
  }
  if (people.length === 0) return;
  await db
    .select({ id: users.id })
    .from(users)
    .where(inArray(users.id, people))
    .orderBy(asc(users.id))
    .for('no key update');
}
