import { type SQL, sql } from 'drizzle-orm';
import { withAdvisoryLock } from '@/db/advisory-lock';
import type { Executor } from '@/db/client';
import type { Context, SystemActor } from '@/lib/context';
import { asCounters, asCounts, forAllToo, userShifts } from './change-sql';
import { counterLock } from './fold-changes';

const shownDifferences = 100;

type CounterDifference = { counter: string; counted: string; rows: string };

/** `differences` has the first hundred of `differing`. */
type Recount = { counters: number; differing: number; differences: CounterDifference[] };

/**
 * Counts everything anew from the rows and compares it with the counters and what waits to be added to them, all in one
 * snapshot: redeeming goes on meanwhile. With `repair` the new counts take the counters' place.
 */
export async function recount(ctx: Context<SystemActor>, { repair = false } = {}): Promise<Recount> {
  // Before the transaction: its snapshot has to be younger than the last fold.
  return withAdvisoryLock(ctx.db, counterLock, () =>
    ctx.db.transaction(
      async (tx) => {
        await countRows(tx);
        const result = await compare(tx);
        if (repair) await replaceCounters(tx);
        return result;
      },
      { isolationLevel: 'repeatable read' },
    ),
  );
}

/** What the counters would be if each row came in now, into tables that end with the transaction. */
async function countRows(tx: Executor): Promise<void> {
  await tx.execute(sql`set local work_mem = '256MB'`);
  await tx.execute(sql`
    create temp table counted_users on commit drop as
    select coupon_id, user_ref, count(*)::int as redemptions, date_bin('15 minutes', min(confirmed_at), 'epoch') as first_bucket
    from redemptions where state = 'redeemed' group by 1, 2`);
  await tx.execute(sql`
    insert into counted_users
    select 0, user_ref, sum(redemptions), min(first_bucket) from counted_users group by 2`);
  const changes = sql`(
    select coupon_id, date_bin('15 minutes', confirmed_at, 'epoch') as bucket, null as user_ref, tvod_price_id,
      user_group_id, count(*) as change, coalesce(amount_off, 0) as amount_off
    from redemptions where state = 'redeemed' group by 1, 2, 4, 5, 7)`;
  const users = sql`(select coupon_id, null::timestamptz as first_before, first_bucket as first_after from counted_users)`;
  await tx.execute(sql`
    create temp table counted on commit drop as
    with changed as (${forAllToo(changes)}) ${asCounters(asCounts(sql`changed`, users))}`);
  await tx.execute(sql`
    create temp table counted_codes on commit drop as
    select coalesce(coupon_id, 0) as coupon_id, status, count(*) as count from codes
    group by grouping sets ((coupon_id, status), (status))`);
}

const waiting = sql`
  changed as materialized (${forAllToo(sql`redemption_changes`)}), shifted as materialized (${userShifts(sql`changed`)})`;

/** Counters without anything in them say the same as those that are not there. */
const differing = (name: SQL, counted: SQL, rows: SQL) => sql`
  select ${name} as counter, ${counted}::text as counted, ${rows}::text as rows`;

async function compare(tx: Executor): Promise<Recount> {
  const found = await tx.execute<CounterDifference & { differing: number }>(sql`
    with ${waiting},
    have as (
      select coupon_id, kind, span, bucket, ref_id, sum(redeemed) as redeemed, sum(amount_off) as amount_off
      from (select * from redemption_counters union all ${asCounters(asCounts(sql`changed`, sql`shifted`))}) c
      group by 1, 2, 3, 4, 5
    ),
    have_users as (
      select coupon_id, user_ref, coalesce(s.after, u.redemptions) as redemptions,
        case when s.after is null then u.first_bucket else s.first_after end as first_bucket
      from redeeming_users u full join (select *, before + change as after from shifted) s using (coupon_id, user_ref)
    ),
    have_codes as (
      select coupon_id, status, sum(count) as count from (
        select coupon_id, status, count from code_counters
        union all
        select k.coupon_id, status, change from code_changes g cross join lateral (values (g.coupon_id), (0)) k (coupon_id)
      ) c group by 1, 2
    ),
    found as (
      ${differing(
        sql`concat_ws(' ', 'coupon', coupon_id, kind, ref_id, 'by', span, 'minutes at', bucket)`,
        sql`row(coalesce(h.redeemed, 0), coalesce(h.amount_off, 0))`,
        sql`row(coalesce(n.redeemed, 0), coalesce(n.amount_off, 0))`,
      )}
      from have h full join counted n using (coupon_id, kind, span, bucket, ref_id)
      where (coalesce(h.redeemed, 0), coalesce(h.amount_off, 0)) <> (coalesce(n.redeemed, 0), coalesce(n.amount_off, 0))
      union all
      ${differing(
        sql`concat_ws(' ', 'coupon', coupon_id, 'user', user_ref)`,
        sql`row(coalesce(h.redemptions, 0), h.first_bucket)`,
        sql`row(coalesce(n.redemptions, 0), n.first_bucket)`,
      )}
      from have_users h full join counted_users n using (coupon_id, user_ref)
      where (coalesce(h.redemptions, 0), h.first_bucket) is distinct from (coalesce(n.redemptions, 0), n.first_bucket)
      union all
      ${differing(sql`concat_ws(' ', 'coupon', coupon_id, 'codes', status)`, sql`coalesce(h.count, 0)`, sql`coalesce(n.count, 0)`)}
      from have_codes h full join counted_codes n using (coupon_id, status)
      where coalesce(h.count, 0) <> coalesce(n.count, 0)
    )
    select *, (count(*) over ())::int as differing from found order by counter limit ${shownDifferences}`);
  const [size] = await tx.execute<{ counters: number }>(sql`
    select ((select count(*) from counted) + (select count(*) from counted_users) + (select count(*) from counted_codes))::int
      as counters`);
  const differences = found.map(({ counter, counted, rows }) => ({ counter, counted, rows }));
  return { counters: size?.counters ?? 0, differing: found[0]?.differing ?? 0, differences };
}

/** What waits is in the new counts already; what comes in from now on is in neither, and waits as ever. */
async function replaceCounters(tx: Executor): Promise<void> {
  for (const table of [
    'redemption_changes',
    'code_changes',
    'redemption_counters',
    'redeeming_users',
    'code_counters',
  ]) {
    await tx.execute(sql`delete from ${sql.identifier(table)}`);
  }
  await tx.execute(
    sql`insert into redemption_counters select coupon_id, kind, span, bucket, ref_id, redeemed, amount_off from counted`,
  );
  await tx.execute(
    sql`insert into redeeming_users select coupon_id, user_ref, redemptions, first_bucket from counted_users`,
  );
  await tx.execute(sql`insert into code_counters select coupon_id, status, count from counted_codes`);
}
