import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { auditEvents } from '@/db/schema/team';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { eventsOfCoupon } from './coupon-events.sql';
import { type activityFilter, listActivityInput } from './schemas';

export const activityPerPage = 50;

export type ActivityEvent = {
  id: number;
  at: string;
  actorKind: 'user' | 'key' | 'system';
  actorId: number | null;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: number;
  data: Record<string, unknown>;
  requestId: string | null;
};

export type ActivityPage = {
  rows: ActivityEvent[];
  nextBefore: number | null;
  /** The page before this one, null on the first; its `before` is null unless a whole page more comes before that. */
  previous: { before: number | null } | null;
};

type Filter = z.output<typeof activityFilter>;

/** Who did what, the newest first. @throws Forbidden, Invalid */
export const listActivity = operation('activity.read', listActivityInput, async (ctx, input): Promise<ActivityPage> => {
  const { before, ...filter } = input;
  recordSecurityEvent(ctx, { kind: 'activity.read' });
  const rows = await ctx.db
    .select()
    .from(auditEvents)
    .where(eventsWhere(filter, { range: before ? lt(auditEvents.id, before) : undefined, limit: twoPages }))
    .orderBy(desc(auditEvents.id))
    .limit(activityPerPage + 1);
  const page = rows.slice(0, activityPerPage);
  return {
    rows: page.map(({ userId, apiKeyId, at, ...row }) => ({
      ...row,
      at: at.toISOString(),
      actorId: userId ?? apiKeyId,
    })),
    nextBefore: rows.length > activityPerPage ? (page.at(-1)?.id ?? null) : null,
    previous: before ? { before: await findPrevious(ctx, filter, before) } : null,
  };
});

/** Unless a whole page more comes before that page, it is the list's first one, with what was added since. */
async function findPrevious(ctx: Context, filter: Filter, before: number): Promise<number | null> {
  const further = await ctx.db
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(eventsWhere(filter, { range: gte(auditEvents.id, before), order: asc, limit: twoPages }))
    .orderBy(asc(auditEvents.id))
    .offset(activityPerPage)
    .limit(activityPerPage);
  return further.length === activityPerPage ? (further[0]?.id ?? null) : null;
}

const twoPages = activityPerPage * 2;

type Span = { range?: SQL | undefined; order?: typeof asc; limit: number | null };

/** `limit` and `order`: of a coupon's events, which are found from one end; null for all of them. */
export function eventsWhere(filter: Filter, { range, order = desc, limit }: Span): SQL | undefined {
  const { subjectKind, subjectId, couponId, actor } = filter;
  const narrowed = and(actor ? byActor(actor) : undefined, range);
  if (couponId) return sql`${auditEvents.id} in (${eventsOfCoupon(couponId, narrowed, { order, limit })})`;
  return and(
    subjectKind ? eq(auditEvents.subjectKind, subjectKind) : undefined,
    subjectId ? eq(auditEvents.subjectId, subjectId) : undefined,
    narrowed,
  );
}

function byActor(actor: string): SQL | undefined {
  const [kind, id] = actor.split(':');
  if (kind === 'user') return eq(auditEvents.userId, Number(id));
  if (kind === 'key') return and(eq(auditEvents.actorKind, 'key'), eq(auditEvents.apiKeyId, Number(id)));
  return eq(auditEvents.actorKind, 'system');
}
