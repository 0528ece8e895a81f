import { eq } from 'drizzle-orm';
import { sessions, settings } from '@/db/schema/team';
import { NeedsFactorProof, NeedsProof, WasAway } from '@/lib/core/errors';
import type { Context } from './context';

/** How long a sign-in or another proof is good for what asks always. */
const mostMinutes = 10;

/**
 * What needs a proof within the minutes of the settings, also while these ask for none, and by a second factor. `after_away`
 * alone needs none but of somebody who was away.
 */
export type ProofNeed = boolean | 'always' | 'by_factor' | 'after_away';

/** @throws WasAway, to somebody who came back and has not shown since that it is them */
export function assertNotAway({ actor }: Pick<Context, 'actor'>): void {
  if (actor.kind === 'user' && actor.wasAway) throw new WasAway();
}

/**
 * Whether the session's user has shown who they are within the minutes of the settings: at sign-in, or when they were asked
 * again. Keys and the system itself are not asked, and nobody is while the settings say 0, but for what asks `always` or
 * `by_factor`, within ten minutes at most. @throws NeedsProof, NeedsFactorProof
 */
export async function assertFreshProof({ actor, db, now }: Context, need: ProofNeed): Promise<void> {
  if (actor.kind !== 'user' || need === false || need === 'after_away') return;
  const [setting] = await db.select({ minutes: settings.stepUpMinutes }).from(settings).where(eq(settings.id, 1));
  const asked = setting?.minutes ?? 0;
  const minutes = need === true ? asked : Math.min(asked || mostMinutes, mostMinutes);
  if (minutes === 0) return;
  const own = eq(sessions.id, actor.sessionId);
  const byFactor = need === 'by_factor';
  const provenAt = byFactor ? sessions.factorProvenAt : sessions.provenAt;
  const [session] = await db.select({ provenAt }).from(sessions).where(own);
  const goodSince = now().getTime() - minutes * 60_000;
  if (session?.provenAt && session.provenAt.getTime() >= goodSince) return;
  throw byFactor ? new NeedsFactorProof() : new NeedsProof();
}
