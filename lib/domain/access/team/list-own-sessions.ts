import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { sessions } from '@/db/schema/team';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { countryOf } from '@/lib/platform/security/country-of';

export type SessionSummary = {
  id: number;
  createdAt: Date;
  lastSeenAt: Date;
  address: string | null;
  /** Of the address, as `NP`. */
  country: string | null;
  userAgent: string | null;
  isThis: boolean;
};

/** The actor's own open sessions, the latest used first. */
export const listOwnSessions = operation(null, noInput, async (ctx: Context<UserActor>): Promise<SessionSummary[]> => {
  const rows = await ctx.db
    .select({
      id: sessions.id,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      address: sessions.address,
      userAgent: sessions.userAgent,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, ctx.actor.id), isNull(sessions.revokedAt), gt(sessions.expiresAt, ctx.now())))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .limit(100);
  return rows.map((row) => ({ ...row, country: countryOf(row.address), isThis: row.id === ctx.actor.sessionId }));
});
