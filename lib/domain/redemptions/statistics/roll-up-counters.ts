import { sql } from 'drizzle-orm';
import { type Executor, rawSql } from '@/db/client';
import { type Repeating, repeat } from '@/lib/core/repeat';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { asCells, asCounts, asSpan, asTimes, overallCells, overallShifts, userShifts } from './changes.sql';

/** Held by whoever writes counters: a fold, or a recount. */
export const counterLock = 7_202_612;

const changesAtOnce = 20_000;
/** So many dead rows would slow down every read of what waits, long before autovacuum comes by. */
const vacuumAfter = 5_000;
/** What waits costs every read; a second of redeeming at full speed is a few thousand changes. */
const everyMs = 1_000;

/**
 * Adds what redeeming and issuing wrote to the counters, until nothing waits; each step in one transaction, so that a
 * reader finds a change in one place only. Does nothing while another process does it. Says how many it added.
 */
export async function rollUpCounters(
  ctx: Context<SystemActor>,
  { atOnce = changesAtOnce, signal }: { atOnce?: number; signal?: AbortSignal } = {},
): Promise<number> {
  let folded = 0;
  for (;;) {
    signal?.throwIfAborted();
    const count = await inTransaction(ctx, ({ db }) => rollUpSome(db, atOnce));
    folded += count;
    if (count < atOnce) break;
  }
  return folded;
}

/** Folds every second until stopped. When nothing waits, a pass is one look into two empty tables. */
export function startRollUps(ctx: Context<SystemActor>): Repeating {
  let dead = 0;
  const pass = async (signal: AbortSignal) => {
    dead += await rollUpCounters(ctx, { signal });
    if (dead <= vacuumAfter) return;
    await rawSql(ctx.db)`vacuum redemption_changes, code_changes`;
    dead = 0;
  };
  return repeat(pass, { everyMs, failure: 'the statistics were not folded' });
}

async function rollUpSome(db: Executor, atOnce: number): Promise<number> {
  const [lock] = await db.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${counterLock}) as mine`);
  if (!lock?.mine) return 0;
  return addChanges(db, atOnce);
}

/** One step of a fold, for who holds the lock. Says how many changes of the table with more of them it added. */
export async function addChanges(db: Executor, atOnce: number): Promise<number> {
  const [codes] = await db.execute<{ count: number }>(normalizeCodes(atOnce));
  const [redemptions] = await db.execute<{ count: number }>(rollUpRedemptions(atOnce));
  return Math.max(codes?.count ?? 0, redemptions?.count ?? 0);
}

const normalizeCodes = (atOnce: number) => sql`
  with gone as (
    delete from code_changes where id = any (array(select id from code_changes order by id limit ${atOnce}))
    returning coupon_id, status, change
  ),
  counted as (
    insert into code_counters as c (coupon_id, status, count)
    select k.coupon_id, status, sum(change)
    from gone cross join lateral (values (coupon_id), (0)) k (coupon_id) group by 1, 2
    on conflict (coupon_id, status) do update set count = c.count + excluded.count
  )
  select count(*)::int as count from gone`;

const rollUpRedemptions = (atOnce: number) => sql`
  with gone as (
    delete from redemption_changes where id = any (array(select id from redemption_changes order by id limit ${atOnce}))
    returning *
  ),
  shifted as materialized (${userShifts(sql`gone`)}),
  cells as materialized (${asCells(sql`gone`)}),
  quarters as materialized (${asCounts(
    sql`(select * from cells union all ${overallCells(sql`cells`)})`,
    sql`(select * from shifted union all ${overallShifts(sql`shifted`)})`,
  )}),
  counted as (
    insert into redemption_counters as c (coupon_id, kind, span, bucket, ref_id, redeemed, amount_off, new_users)
    select coupon_id, kind, 15, bucket, ref_id, redeemed, amount_off, new_users from quarters
    union all ${asSpan(1440, sql`quarters`)}
    union all ${asSpan(0, sql`quarters`)}
    union all ${asTimes(sql`quarters`)}
    on conflict (coupon_id, kind, span, bucket, ref_id) do update set redeemed = c.redeemed + excluded.redeemed,
      amount_off = c.amount_off + excluded.amount_off, new_users = c.new_users + excluded.new_users
  ),
  users as (
    insert into redeeming_users (coupon_id, user_ref, first_bucket)
    select coupon_id, user_ref, first_after from shifted where first_after is distinct from first_before
    on conflict (user_ref, coupon_id) do update set first_bucket = excluded.first_bucket
  )
  select count(*)::int as count from gone`;
