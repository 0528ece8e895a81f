import { eq } from 'drizzle-orm';
import { personLimitLifts } from '@/db/schema/limits';
import { users } from '@/db/schema/team';
import { Forbidden, NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { type LimitKind, type LimitSpan, limitsOf, type PersonLimits } from './limits';
import { readPersonLimits } from './person-limits';
import { liftLimitInput } from './schemas';
import { countUses, type UseCounts } from './use-counts';

export type ReachedLimit = {
  userId: number;
  name: string;
  kind: LimitKind;
  span: LimitSpan;
  count: number;
  limit: number;
};

/** Who cannot go on before somebody lifts a limit for them. @throws Forbidden */
export const listReachedLimits = operation('limits.lift', noInput, (ctx): Promise<ReachedLimit[]> => findReached(ctx));

async function findReached(ctx: Context, of?: { userId: number; kind: LimitKind }): Promise<ReachedLimit[]> {
  const [limits, uses] = await Promise.all([readPersonLimits(ctx.db), countUses(ctx, of)]);
  return uses
    .flatMap((use) => reachedBy(use, limits))
    .sort((one, other) => one.name.localeCompare(other.name, 'en') || one.userId - other.userId);
}

/** The longest span that is reached. */
function reachedBy({ userId, name, kind, counts }: UseCounts, limits: PersonLimits): ReachedLimit[] {
  const reached = limitsOf(limits, kind).findLast(({ span, stop }) => stop !== null && counts[span] >= stop);
  if (!reached) return [];
  const { span, stop } = reached;
  return [{ userId, name, kind, span, count: counts[span], limit: stop ?? 0 }];
}

/**
 * Lets somebody else go on: what they did so far counts no more. Changes nothing where no limit is reached (any more).
 * @throws NeedsProof, Forbidden (also for oneself), Invalid, NotFound
 */
export const liftLimit = operation(
  'limits.lift',
  liftLimitInput,
  (ctx, { userId, kind }): Promise<{ lifted: boolean }> => {
    if (ctx.actor.kind === 'user' && ctx.actor.id === userId) {
      throw new Forbidden('Somebody else has to lift your limit.');
    }
    return inTransaction(ctx, async (tx) => {
      const [user] = await tx.db
        .select({ name: users.name })
        .from(users)
        .where(eq(users.id, userId))
        .for('no key update');
      if (!user) throw new NotFound('This member of the team');
      const [reached] = await findReached(tx, { userId, kind });
      if (!reached) return { lifted: false };
      const at = tx.now();
      await tx.db
        .insert(personLimitLifts)
        .values({ userId, kind, at })
        .onConflictDoUpdate({ target: [personLimitLifts.userId, personLimitLifts.kind], set: { at } });
      const { name, span, count, limit } = reached;
      const data = { name, kind, span, count, limit };
      await recordAudit(tx, { action: 'user.limit_lifted', subjectKind: 'user', subjectId: userId, data });
      return { lifted: true };
    });
  },
  { freshProof: true },
);
