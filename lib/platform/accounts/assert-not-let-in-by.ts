import { Forbidden } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { thoseWhoLetIn } from './let-in.sql';

const gaveYou = 'gave you your account, a role or a right, or reset your sign-in.';

/** The ends of the refusal, by what is done. */
const ends = {
  account: `Less than a week ago this person ${gaveYou} Another admin has to do this.`,
  factors: `Less than a week ago this person ${gaveYou} Another admin has to reset their second factor, or an operator with npm run reset-factors.`,
  role: `Less than a week ago somebody with this role ${gaveYou} Another admin has to do this.`,
};

/**
 * Nobody takes over or shuts out the people who let them in: a password that was seen would make an account that does. After the
 * locks of these people. @throws Forbidden
 */
export async function assertNotLetInBy(tx: Context, ids: readonly number[], what: keyof typeof ends): Promise<void> {
  if (tx.actor.kind !== 'user' || (await thoseWhoLetIn(tx, tx.actor.id, ids)).length === 0) return;
  throw new Forbidden(ends[what]);
}
