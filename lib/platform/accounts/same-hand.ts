import { and, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { auditEvents, users } from '@/db/schema/team';
import type { Context } from '@/lib/platform/context/context';
import { oneHandOf } from './let-in.sql';
import { lockUsers } from './lock-users';

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

/** What the same hand did without a second person within a day, added up; nothing of the system. */
export async function sumOfSameHand(ctx: Context, amount: SQL, ...which: (SQL | undefined)[]): Promise<number> {
  if (ctx.actor.kind === 'system') return 0;
  const [row] = await ctx.db
    .select({ sum: sql<number>`coalesce(sum(${amount}), 0)`.mapWith(Number) })
    .from(auditEvents)
    .where(and(await ofSameHand(ctx), sql`${data} ->> 'approvalId' is null`, ...which));
  return row?.sum ?? 0;
}

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
 * Others of the same hand wait until the transaction ends. Behind the locks of accounts, sales, coupons and codes: the integrator,
 * then people (`lockUsers`).
 */
export async function holdHand(ctx: Context): Promise<void> {
  const { actor, db } = ctx;
  if (actor.kind === 'key') {
    const own = eq(integrators.id, actor.integratorId);
    await db.select({ id: integrators.id }).from(integrators).where(own).for('no key update');
  }
  const people = await peopleOf(ctx);
  if (people.length > 0) await lockUsers(ctx, inArray(users.id, people));
}
