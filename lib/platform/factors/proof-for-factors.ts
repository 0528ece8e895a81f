import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { ProofNeed } from '@/lib/platform/context/fresh-proof';
import { findOwnFactors } from './own-factors';

/**
 * What a change of one's own second factors needs, or a reset of those of anybody: who has one shows one. By a password alone,
 * somebody who saw it typed would take the factor away, add one of their own, or take it from a colleague.
 */
export async function proofForFactors({ db, actor }: Pick<Context<UserActor>, 'db' | 'actor'>): Promise<ProofNeed> {
  const { totp, passkey } = await findOwnFactors(db, actor.id);
  return totp || passkey ? 'by_factor' : 'always';
}
