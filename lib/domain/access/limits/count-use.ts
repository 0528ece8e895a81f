import { and, eq, lt } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { personUses } from '@/db/schema/limits';
import { users } from '@/db/schema/team';
import { Conflict } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { nameRolesThatCan } from '@/lib/platform/context/assert-can';
import type { Context } from '@/lib/platform/context/context';
import { type Limit, type LimitKind, type LimitSpan, limitsOf, spanMs } from './limits';
import { readPersonLimits } from './person-limits';
import { countUses } from './use-counts';

type Use = {
  kind: LimitKind;
  /** The same thing again is no second use. */
  key: string;
  reason?: string | null | undefined;
  /** How many at once, such as the codes of a file. */
  count?: number;
};

/**
 * Counts a use of what is limited by person, in the transaction of the use itself: what is rolled back was not used. The
 * person's row is locked first, so that uses at the same time are counted one after the other. Without a limit nothing is kept; what a
 * second person approved is counted, and not stopped.
 * @returns whether it was counted now
 * @throws Conflict `limit_reason` (say why), `limit_stop` (somebody else has to lift it)
 */
export async function countUse(tx: Context<UserActor>, { kind, key, reason, count = 1 }: Use): Promise<boolean> {
  const limits = limitsOf(await readPersonLimits(tx.db), kind);
  if (limits.length === 0) return false;
  const { id: userId } = tx.actor;
  await tx.db.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
  const [made] = await tx.db
    .insert(personUses)
    .values({ userId, kind, key, count, at: tx.now() })
    .onConflictDoNothing()
    .returning({ id: personUses.id });
  if (!made) return false;
  if (tx.approval) return true;
  const [used] = await countUses(tx, { userId, kind });
  const counts = used?.counts ?? { hour: 0, day: 0 };
  const over = (at: 'ask' | 'stop') => limits.find((limit) => limit[at] !== null && counts[limit.span] > limit[at]);
  const stopped = over('stop');
  if (stopped) throw await refusal(tx, 'limit_stop', kind, stopped, stopped.stop ?? 0);
  const asked = over('ask');
  if (!asked) return true;
  if (!reason) throw await refusal(tx, 'limit_reason', kind, asked, asked.ask ?? 0);
  const data = { kind, span: asked.span, count: counts[asked.span], reason };
  await recordAudit(tx, { action: 'user.limit_passed', subjectKind: 'user', subjectId: userId, data });
  return true;
}

/** The limit that would stop somebody with that many more now. */
export async function findStop(
  ctx: Context<UserActor>,
  kind: LimitKind,
  more: number,
): Promise<{ span: LimitSpan; stop: number } | null> {
  const limits = limitsOf(await readPersonLimits(ctx.db), kind);
  if (limits.length === 0) return null;
  const [used] = await countUses(ctx, { userId: ctx.actor.id, kind });
  for (const { span, stop } of limits) {
    if (stop !== null && (used?.counts[span] ?? 0) + more > stop) return { span, stop };
  }
  return null;
}

/** What was counted did not happen after all. */
export async function releaseUse(ctx: Context<UserActor>, kind: LimitKind, key: string): Promise<void> {
  const own = and(eq(personUses.userId, ctx.actor.id), eq(personUses.kind, kind), eq(personUses.key, key));
  await ctx.db.delete(personUses).where(own);
}

/** What counts no more. */
export async function pruneUses(db: Executor, now: Date): Promise<void> {
  await db.delete(personUses).where(lt(personUses.at, new Date(now.getTime() - 2 * spanMs.day)));
}

const done: Record<LimitKind, (count: number) => string> = {
  sale: (count) => `sold ${count}`,
  reveal: (count) => `revealed ${count}`,
  search: (count) => `searched for damaged PINs ${count} times`,
};
const nothing: Record<LimitKind, string> = {
  sale: 'Nothing was sold.',
  reveal: 'Nothing was revealed.',
  search: 'Nothing was searched for.',
};

async function refusal(
  { db }: Context,
  reason: 'limit_stop' | 'limit_reason',
  kind: LimitKind,
  { span }: Limit,
  limit: number,
): Promise<Conflict> {
  const soFar = `You have ${done[kind](limit)} within ${span === 'hour' ? 'an hour' : 'a day'}.`;
  const then =
    reason === 'limit_stop'
      ? `That is the limit: ${await nameRolesThatCan(db, 'limits.lift')} can let you go on.`
      : 'Say why you need more.';
  return new Conflict(reason, `${soFar} ${then} ${nothing[kind]}`, { kind, span, limit });
}
