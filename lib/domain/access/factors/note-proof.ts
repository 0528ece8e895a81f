import { eq } from 'drizzle-orm';
import { sessions } from '@/db/schema/team';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { ProofNeed } from '@/lib/platform/context/fresh-proof';
import { findOwnFactors } from '@/lib/platform/factors/own-factors';

/** The session of the request has shown who its user is. Others of theirs have not. */
export async function noteProof(ctx: Context<UserActor>, { byFactor }: { byFactor: boolean }): Promise<void> {
  const now = ctx.now();
  await ctx.db
    .update(sessions)
    .set({ provenAt: now, factorProvenAt: byFactor ? now : null })
    .where(eq(sessions.id, ctx.actor.sessionId));
}

/**
 * What a change of one's own second factors needs: who has one shows one. By a password alone, somebody who saw it typed
 * would take the factor away, or add one of their own.
 */
export async function proofForFactors({ db, actor }: Pick<Context<UserActor>, 'db' | 'actor'>): Promise<ProofNeed> {
  const { totp, passkey } = await findOwnFactors(db, actor.id);
  return totp || passkey ? 'by_factor' : 'always';
}
