import { sql } from 'drizzle-orm';
import { users } from '@/db/schema/team';
import type { IdentityCheck } from '@/lib/core/entities/identity-check';
import { Conflict, NotFound } from '@/lib/core/errors';
import { lockUser } from '@/lib/domain/access/team/lock-user';
import { revokeSessionsOf } from '@/lib/platform/auth/session';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { proofForFactors } from '@/lib/platform/factors/proof-for-factors';
import { noteFactorChange, takeAllFactors } from '@/lib/platform/factors/record-factor-change';
import { resetFactorsByEmailInput, resetFactorsInput } from './schemas';

type FactorsReset = { id: number; name: string };

/**
 * Takes away every second factor of somebody who has lost theirs, ends their sessions and informs them by mail: they sign in
 * with their password and set up another. The audit keeps how the admin made sure who asks. @throws Forbidden (also: they let the actor in), NeedsProof, Invalid, NotFound, Conflict `no_factor`
 */
export const resetFactors = operation(
  'team.write',
  resetFactorsInput,
  (ctx, { userId, identity }): Promise<FactorsReset> => reset(ctx, userId, identity),
  {
    freshProof: ({ db, actor }) => (actor.kind === 'user' ? proofForFactors({ db, actor }) : true),
  },
);

/** The same by email, for the command of an operator: a lone admin has nobody else to ask. @throws as `resetFactors` */
export const resetFactorsByEmail = operation(
  'team.write',
  resetFactorsByEmailInput,
  async (ctx, { email }): Promise<FactorsReset> => {
    const [user] = await ctx.db.select({ id: users.id }).from(users).where(sql`lower(${users.email}) = ${email}`);
    if (!user) throw new NotFound('A member of the team with this email');
    return reset(ctx, user.id, null);
  },
  { freshProof: true },
);

async function reset(ctx: Context, userId: number, identity: IdentityCheck | null): Promise<FactorsReset> {
  const name = await inTransaction(ctx, async (tx) => {
    const { user } = await lockUser(tx, userId);
    if (!(await takeAllFactors(tx, user, identity)))
      throw new Conflict('no_factor', `${user.name} has no second factor.`);
    await revokeSessionsOf(tx.db, [userId], tx.now());
    return user.name;
  });
  noteFactorChange(ctx, 'factors_reset', name);
  return { id: userId, name };
}
