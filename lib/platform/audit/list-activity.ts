import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { auditEvents } from '@/db/schema/team';
import { operation } from '@/lib/platform/context/operation';
import { listActivityInput } from './schemas';

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

export type ActivityPage = { rows: ActivityEvent[]; nextBefore: number | null };

/** Who did what, the newest first. @throws Forbidden, Invalid */
export const listActivity = operation('activity.read', listActivityInput, async (ctx, input): Promise<ActivityPage> => {
  const { subjectKind, subjectId, couponId, actor, before } = input;
  const narrowed = and(actor ? byActor(actor) : undefined, before ? lt(auditEvents.id, before) : undefined);
  const rows = await ctx.db
    .select()
    .from(auditEvents)
    .where(
      and(
        ...(couponId
          ? [sql`${auditEvents.id} in (${lastOfCoupon(couponId, narrowed)})`]
          : [
              subjectKind ? eq(auditEvents.subjectKind, subjectKind) : undefined,
              subjectId ? eq(auditEvents.subjectId, subjectId) : undefined,
              narrowed,
            ]),
      ),
    )
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
  };
});

/** Its own events, and those of single codes, which name their coupon: each side is read from the end of its index. */
function lastOfCoupon(couponId: number, narrowed: SQL | undefined): SQL {
  const ofCoupon = and(eq(auditEvents.subjectKind, 'coupon'), eq(auditEvents.subjectId, couponId), narrowed);
  // As its index has it: a kind that comes as a parameter would not match a partial one.
  const ofCode = and(
    sql`${auditEvents.subjectKind} = 'code' and (${auditEvents.data} ->> 'couponId')::bigint = ${couponId}`,
    narrowed,
  );
  const last = (where: SQL | undefined) =>
    sql`(select ${auditEvents.id} from ${auditEvents} where ${where}
      order by ${auditEvents.id} desc limit ${activityPerPage + 1})`;
  return sql`${last(ofCoupon)} union all ${last(ofCode)}`;
}

function byActor(actor: string): SQL | undefined {
  const [kind, id] = actor.split(':');
  if (kind === 'user') return eq(auditEvents.userId, Number(id));
  if (kind === 'key') return and(eq(auditEvents.actorKind, 'key'), eq(auditEvents.apiKeyId, Number(id)));
  return eq(auditEvents.actorKind, 'system');
}
