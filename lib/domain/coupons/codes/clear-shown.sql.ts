import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { auditEvents } from '@/db/schema/team';

/**
 * How many codes the activity of `hand` shows in clear without a second person, together with these. One that was shown before
 * counts once; those of a file, of which only the number is kept, each time. What people look at one by one is not in it:
 * that has limits of its own.
 */
export async function countShown(db: Executor, hand: SQL | undefined, ids: number[]): Promise<number> {
  const { action, actorKind, data, subjectId } = auditEvents;
  const [row] = await db.execute<{ shown: string }>(sql`
    with shown as materialized (
      select ${action} as action, ${subjectId} as subject_id, ${data} as data from ${auditEvents}
      where ${hand} and ${data} ->> 'approvedBy' is null
        and (${action} in ('codes.exported', 'codes.revealed') or ${action} = 'code.revealed' and ${actorKind} = 'key'))
    select (select coalesce(sum((data ->> 'count')::bigint), 0) from shown where action = 'codes.exported')
      + (select count(distinct code_id) from (
        select subject_id as code_id from shown where action = 'code.revealed'
        union all select jsonb_array_elements_text(data -> 'codeIds')::bigint from shown where action = 'codes.revealed'
        union all select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::bigint) one_by_one) as shown`);
  return Number(row?.shown ?? 0);
}
