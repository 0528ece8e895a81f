import { and, asc, eq, gt, inArray, or, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { auditEvents, users } from '@/db/schema/team';
import { Conflict } from '@/lib/core/errors';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import type { Context } from '@/lib/platform/context/context';
import { comesBack } from './comes-back';
import type { Coupon } from './coupon-row';
import { leftToGive } from './most-given-away';

const spanMs = 24 * 60 * 60 * 1000;

/** For so long the keys that a person makes are their own hand. */
const ownKeyMs = 7 * spanMs;

/**
 * What the coupons that one person, or the keys of one integrator, made or widened within a day without a second person can give
 * away together, in paisa. Keys that a person made within a week count with them, so that each new one does not have the amount
 * again. What is deleted or narrowed again counts: it may have been used.
 */
export async function givenAlone({ actor, db, now }: Context): Promise<number> {
  if (actor.kind === 'system') return 0;
  const { action, apiKeyId, at, data, userId } = auditEvents;
  const weekAgo = new Date(now().getTime() - ownKeyMs);
  const people = actor.kind === 'user' ? [actor.id] : await makersOf(db, actor.integratorId, weekAgo);
  const keys = [
    ...(actor.kind === 'key' ? [inArray(apiKeyId, keysOf(db, actor.integratorId))] : []),
    ...(people.length > 0 ? [inArray(userId, people), inArray(apiKeyId, keysMadeBy(db, people, weekAgo))] : []),
  ];
  const [row] = await db
    .select({ given: sql<number>`coalesce(sum((${data} ->> 'givesAwayPaisa')::numeric), 0)`.mapWith(Number) })
    .from(auditEvents)
    .where(
      and(
        or(...keys),
        inArray(action, ['coupon.created', 'coupon.updated', 'coupon.restored']),
        gt(at, new Date(now().getTime() - spanMs)),
      ),
    );
  return row?.given ?? 0;
}

const keysOf = (db: Executor, integratorId: number) =>
  db.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.integratorId, integratorId));

const keyMade = inArray(auditEvents.action, ['integrator.key_created', 'integrator.key_replaced']);
/** Of either of them. */
const madeKeyId = sql<number>`coalesce(${auditEvents.data} ->> 'newKeyId', ${auditEvents.data} ->> 'keyId')::bigint`;

const keysMadeBy = (db: Executor, people: number[], since: Date) =>
  db
    .select({ id: madeKeyId })
    .from(auditEvents)
    .where(and(inArray(auditEvents.userId, people), keyMade, gt(auditEvents.at, since)));

/** Who made keys of an integrator. */
async function makersOf(db: Executor, integratorId: number, since: Date): Promise<number[]> {
  const { at, subjectId, subjectKind, userId } = auditEvents;
  const rows = await db
    .selectDistinct({ id: userId })
    .from(auditEvents)
    .where(and(eq(subjectKind, 'integrator'), eq(subjectId, integratorId), keyMade, gt(at, since)));
  return rows.flatMap(({ id }) => (id === null ? [] : [id]));
}

/** By how much more a coupon can give away after a change: all that is left of one that comes back; 0 where it could give away anything before. */
export async function addedBy(ctx: Context, before: Coupon, after: Coupon): Promise<number> {
  if (await comesBack(ctx, before, after)) return leftToGive(after);
  const left = leftToGive(before);
  return left === Number.POSITIVE_INFINITY ? 0 : Math.max(0, leftToGive(after) - left);
}

/**
 * What the activity keeps of each of these amounts, so that they count together; nothing of what a second person approved, or
 * while no amount is set. In the transaction of `tx`: others of the same person, or of the same integrator, wait until it ends.
 * @throws Conflict `changed_meanwhile` when another was written since the use case looked
 */
export async function countAlone(tx: Context, added: number[]): Promise<{ givesAwayPaisa?: number }[]> {
  const nothing = added.map(() => ({}));
  if (tx.approval || tx.actor.kind === 'system' || added.every((paisa) => paisa === 0)) return nothing;
  const { couponPaisa } = await readFourEyes(tx.db);
  if (couponPaisa === null) return nothing;
  await holdGiver(tx);
  const together = added.reduce((sum, paisa) => sum + paisa, await givenAlone(tx));
  if (together > couponPaisa) {
    const words = 'Other coupons were made or changed at the same instant. Look at them, then send it again.';
    throw new Conflict('changed_meanwhile', words);
  }
  return added.map((givesAwayPaisa) => (givesAwayPaisa > 0 ? { givesAwayPaisa } : {}));
}

/** The last locks of its transaction, behind those of coupons: the integrator, then people in the order of their ids. */
async function holdGiver({ db, actor, now }: Context): Promise<void> {
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
