import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';

/** What gives its doer a way to sign in as somebody, or gives somebody the right to decide. */
const ways = ['user.created', 'user.role_changed', 'user.password_reset', 'user.factors_reset', 'user.enabled'];

// Who let whom in, reset their sign-in or gave their role a right since $3. From $1 up to those who let them in, and from all of these
// down again: one person has an account on each end, or made both. Locks nothing.
const statement = `
with recursive links (by_id, whom_id) as materialized (
  select e.user_id, e.subject_id from audit_events e
  where e.subject_kind = 'user' and e.action = any ($4::text[]) and e.at > $3::timestamptz and e.user_id is not null
  union
  select e.user_id, u.id from audit_events e join users u on u.role_id = e.subject_id
  where e.subject_kind = 'role' and e.action = 'role.updated' and e.at > $3::timestamptz and e.user_id is not null
    and jsonb_array_length(e.data -> 'given') > 0
  union
  select i.invited_by, u.id from invitations i join users u on lower(u.email) = lower(i.email)
  where i.accepted_at > $3::timestamptz
),
up (id) as (select $1::bigint union select l.by_id from up join links l on l.whom_id = up.id),
down (id) as (select id from up union select l.whom_id from down join links l on l.by_id = down.id)
select id from down where id = $2::bigint`;

/**
 * Whether one person could be the other: one of the two let the other in, gave them a role or a right, or reset their sign-in since
 * then, or a third person, who could be both, did so with either of them. Those whom these let in count with them.
 */
export async function couldBeOne(
  db: Executor,
  { askerId, deciderId, since }: { askerId: number; deciderId: number; since: Date },
): Promise<boolean> {
  const rows = await runStatement<{ id: string }>(db, statement, [askerId, deciderId, since.toISOString(), ways]);
  return rows.length > 0;
}
