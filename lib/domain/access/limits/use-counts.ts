import { and, eq, gt, sql } from 'drizzle-orm';
import { personLimitLifts, personUses } from '@/db/schema/limits';
import { users } from '@/db/schema/team';
import type { Context } from '@/lib/platform/context/context';
import { type LimitKind, type LimitSpan, spanMs } from './limits';

export type UseCounts = { userId: number; name: string; kind: LimitKind; counts: Record<LimitSpan, number> };

/** How often people used what is limited since each span began, and since it was lifted for them; of one person, or of all. */
export async function countUses(ctx: Context, of?: { userId: number; kind: LimitKind }): Promise<UseCounts[]> {
  const since = (span: LimitSpan) => new Date(ctx.now().getTime() - spanMs[span]);
  const { userId, kind, count, at } = personUses;
  const within = (span: LimitSpan) =>
    sql<number>`coalesce(sum(${count}) filter (where ${at} > ${since(span).toISOString()}
      and ${at} > coalesce(${personLimitLifts.at}, '-infinity')), 0)`.mapWith(Number);
  const rows = await ctx.db
    .select({ userId, name: users.name, kind, hour: within('hour'), day: within('day') })
    .from(personUses)
    .innerJoin(users, eq(users.id, userId))
    .leftJoin(personLimitLifts, and(eq(personLimitLifts.userId, userId), eq(personLimitLifts.kind, kind)))
    .where(and(gt(at, since('day')), ...(of ? [eq(userId, of.userId), eq(kind, of.kind)] : [])))
    .groupBy(userId, users.name, kind);
  return rows.map(({ hour, day, ...row }) => ({ ...row, counts: { hour, day } }));
}
