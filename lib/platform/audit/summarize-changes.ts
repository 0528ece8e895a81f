import { and, desc, gte, lt, notInArray, sql } from 'drizzle-orm';
import { auditEvents } from '@/db/schema/team';
import { operation } from '@/lib/platform/context/operation';
import { summarizeChangesInput } from './schemas';

export type ChangeSummary = {
  /** As `listActivity` takes it: `user:3` or `key:5`. */
  actor: string;
  actorName: string;
  action: string;
  subjectKind: string;
  /** Null when there were several. */
  subjectId: number | null;
  count: number;
};

/** Everyday events, and those that only read or try something. */
const everydaySubjects = ['sale', 'redemption', 'delivery', 'code'];
const noChange = [
  'user.signed_in',
  'user.signed_out',
  'user.sessions_ended',
  'codes.exported',
  'codes.revealed',
  'codes.bad_rows_read',
  'codes.uploaded',
  'codes.upload_cancelled',
  'webhook.tested',
  'webhook.replayed',
  'message.tested',
];

const shownRows = 8;

/**
 * What people and keys changed from one instant to before another, the same actions of one actor as one row, the newest
 * first. @throws Forbidden, Invalid
 */
export const summarizeChanges = operation('activity.read', summarizeChangesInput, async (ctx, input) => {
  const { from, to } = input;
  const last = sql<number>`max(${auditEvents.id})`;
  const rows = await ctx.db
    .select({
      userId: auditEvents.userId,
      apiKeyId: auditEvents.apiKeyId,
      actorName: sql<string>`max(${auditEvents.actorName})`,
      action: auditEvents.action,
      subjectKind: auditEvents.subjectKind,
      firstSubject: sql<number>`min(${auditEvents.subjectId})`.mapWith(Number),
      lastSubject: sql<number>`max(${auditEvents.subjectId})`.mapWith(Number),
      count: sql<number>`count(*)`.mapWith(Number),
    })
    .from(auditEvents)
    .where(
      and(
        gte(auditEvents.at, from),
        lt(auditEvents.at, to),
        sql`${auditEvents.actorKind} <> 'system'`,
        notInArray(auditEvents.subjectKind, everydaySubjects),
        notInArray(auditEvents.action, noChange),
      ),
    )
    .groupBy(auditEvents.userId, auditEvents.apiKeyId, auditEvents.action, auditEvents.subjectKind)
    .orderBy(desc(last))
    .limit(shownRows);
  return rows.map(
    ({ userId, apiKeyId, firstSubject, lastSubject, ...row }): ChangeSummary => ({
      ...row,
      actor: userId === null ? `key:${apiKeyId}` : `user:${userId}`,
      subjectId: firstSubject === lastSubject ? firstSubject : null,
    }),
  );
});
