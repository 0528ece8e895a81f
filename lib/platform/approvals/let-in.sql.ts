import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';

/** What gives who does it a way to sign in as somebody, or somebody the right to decide. */
const ways = ['user.created', 'user.role_changed', 'user.password_reset', 'user.factors_reset', 'user.enabled'];

// Whom $1 let in or reset the sign-in of since $3, and whom those did: one of them may be $1 under another name. Locks nothing.
const statement = `
with recursive let_in (id) as (
  select $1::bigint
  union
  select found.id from let_in, lateral (
    select e.subject_id as id from audit_events e
    where e.user_id = let_in.id and e.subject_kind = 'user' and e.action = any ($4::text[]) and e.at > $3::timestamptz
    union all
    select u.id from invitations i join users u on lower(u.email) = lower(i.email)
    where i.invited_by = let_in.id and i.accepted_at > $3::timestamptz
  ) found
)
select id from let_in where id = $2::bigint`;

/** Whether one person could be the other, by what they did to sign-ins and roles since then, or what those whom they let in did. */
export async function isLetInBy(
  db: Executor,
  { askerId, deciderId, since }: { askerId: number; deciderId: number; since: Date },
): Promise<boolean> {
  const rows = await runStatement<{ id: string }>(db, statement, [askerId, deciderId, since.toISOString(), ways]);
  return rows.length > 0;
}
