import { runStatement } from '@/db/run-statement';
import type { Context } from '@/lib/platform/context/context';

/** What gives its doer a way to sign in as somebody, or gives somebody the right to decide. */
const ways = ['user.created', 'user.role_changed', 'user.password_reset', 'user.factors_reset', 'user.enabled'];

// Who let whom in, reset their sign-in or gave their role a right since $2, and from $1 up to those who let them in. Locks nothing.
const upwards = `
with recursive links (by_id, whom_id) as materialized (
  select e.user_id, e.subject_id from audit_events e
  where e.subject_kind = 'user' and e.action = any ($3::text[]) and e.at > $2::timestamptz and e.user_id is not null
  union
  select e.user_id, u.id from audit_events e join users u on u.role_id = e.subject_id
  where e.subject_kind = 'role' and e.action = 'role.updated' and e.at > $2::timestamptz and e.user_id is not null
    and jsonb_array_length(e.data -> 'given') > 0
  union
  select i.invited_by, u.id from invitations i join users u on lower(u.email) = lower(i.email)
  where i.accepted_at > $2::timestamptz
),
up (id) as (select unnest($1::bigint[]) union select l.by_id from up join links l on l.whom_id = up.id)`;
const allAbove = `${upwards} select id from up`;
// From all of these down again: one person has an account on each end, or made both.
const oneHand = `${upwards},
down (id) as (select id from up union select l.whom_id from down join links l on l.by_id = down.id)
select id from down`;

/** For so long: whose sign-in was reset has been mailed, and what was done is in the activity all that time. */
const letInMs = 7 * 24 * 60 * 60 * 1000;

/**
 * The ids of who one of these people could be, themselves among them, in no order: whom they let in within a week, gave a role or a right,
 * or whose sign-in they reset, who did so with them, and whom a third person, who could be both, did so with. Those whom these let in count with them.
 */
export const oneHandOf = (ctx: Context, ids: number[]): Promise<number[]> => read(ctx, oneHand, ids);

/** Which of these people let somebody in by that rule, themselves or through others; never the person themselves. */
export async function thoseWhoLetIn(ctx: Context, id: number, ids: readonly number[]): Promise<number[]> {
  const others = ids.filter((one) => one !== id);
  if (others.length === 0) return [];
  const above = new Set(await read(ctx, allAbove, [id]));
  return others.filter((one) => above.has(one));
}

async function read({ db, now }: Context, statement: string, ids: number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const since = new Date(now().getTime() - letInMs).toISOString();
  const rows = await runStatement<{ id: string }>(db, statement, [ids.map(String), since, ways]);
  return rows.map(({ id }) => Number(id));
}
