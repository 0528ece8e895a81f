import { sql } from 'drizzle-orm';
import { type Executor, rawSql } from '@/db/client';
import { withoutLimits } from '@/db/limit-each';
import { asCells, asCounts, asSpan, asTimes, overallCells, overallShifts, userShifts } from './changes.sql';

/** Held by the one that writes counters: a roll-up, or a recount. */
export const counterLock = 7_202_612;

/** @returns whether this transaction got the lock of counters; it ends with the transaction. */
export async function tryCounterLock(db: Executor): Promise<boolean> {
  const [lock] = await db.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${counterLock}) as mine`);
  return lock?.mine ?? false;
}

/**
 * One step of a roll-up, under the lock of counters, which alone decides its order with others.
 * @returns how many changes of the table with more of them it added
 */
export async function addChanges(db: Executor, atOnce: number): Promise<number> {
  const [codes] = await db.execute<{ count: number }>(rollUpCodes(atOnce));
  const [redemptions] = await db.execute<{ count: number }>(rollUpRedemptions(atOnce));
  return Math.max(codes?.count ?? 0, redemptions?.count ?? 0);
}

/** Frees the space of changes that were added. Waits for no reader and no writer. @throws when `db` is a transaction */
export async function vacuumChanges(db: Executor): Promise<void> {
  await withoutLimits(rawSql(db))`vacuum redemption_changes, code_changes`;
}

const rollUpCodes = (atOnce: number) => sql`
  with removed as (
    delete from code_changes where id = any (array(select id from code_changes order by id limit ${atOnce}))
    returning coupon_id, status, change
  ),
  counted as (
    insert into code_counters as c (coupon_id, status, count)
    select k.coupon_id, status, sum(change)
    from removed cross join lateral (values (coupon_id), (0)) k (coupon_id) group by 1, 2
    on conflict (coupon_id, status) do update set count = c.count + excluded.count
  )
  select count(*)::int as count from removed`;

const rollUpRedemptions = (atOnce: number) => sql`
  with removed as (
    delete from redemption_changes where id = any (array(select id from redemption_changes order by id limit ${atOnce}))
    returning *
  ),
  moved_user as materialized (${userShifts(sql`removed`)}),
  cells as materialized (${asCells(sql`removed`)}),
  quarters as materialized (${asCounts(
    sql`(select * from cells union all ${overallCells(sql`cells`)})`,
    sql`(select * from moved_user union all ${overallShifts(sql`moved_user`)})`,
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
    select coupon_id, user_ref, first_after from moved_user where first_after is distinct from first_before
    on conflict (user_ref, coupon_id) do update set first_bucket = excluded.first_bucket
  )
  select count(*)::int as count from removed`;
