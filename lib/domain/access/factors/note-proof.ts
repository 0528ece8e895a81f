import { eq } from 'drizzle-orm';
import { sessions } from '@/db/schema/team';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

/** The session of the request has shown who its user is. Others of theirs have not. */
export async function noteProof(ctx: Context<UserActor>, { byFactor }: { byFactor: boolean }): Promise<void> {
  const now = ctx.now();
  await ctx.db
    .update(sessions)
    .set({ provenAt: now, factorProvenAt: byFactor ? now : null })
    .where(eq(sessions.id, ctx.actor.sessionId));
}
