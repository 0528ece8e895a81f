import { sql } from 'drizzle-orm';
import { withAdvisoryLock } from '@/db/advisory-lock';
import type { Executor } from '@/db/client';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { asCells, asCounts, asSpan, asTimes, overallCells } from './changes.sql';
import { type CounterDifference, countDifferences, listDifferences, mend, provenTables } from './counter-differences';
import { addChanges, counterLock } from './roll-up-counters';

const shownDifferences = 100;
const changesAtOnce = 20_000;

/** `differences` has a hundred of `differing` at most, of each table any. */
type Recount = { counters: number; differing: number; differences: CounterDifference[] };

/**
 * Folds what waits, counts everything anew from the rows and compares, all in one snapshot: redeeming goes on meanwhile.
 * With `repair` the new counts take the place of counters that are off.
 */
export async function recount(ctx: Context<SystemActor>, { repair = false } = {}): Promise<Recount> {
  // Before the transaction: its snapshot has to be younger than the last fold.
  return withAdvisoryLock(ctx.db, counterLock, () =>
    ctx.db.transaction(
      async (tx) => {
        while ((await addChanges(tx, changesAtOnce)) === changesAtOnce);
        await countRows(tx);
        return compare(tx, repair);
      },
      { isolationLevel: 'repeatable read' },
    ),
  );
}

/** What the counters would be if each row came in now, into tables that end with the transaction. */
async function countRows(tx: Executor): Promise<void> {
  await tx.execute(sql`set local work_mem = '512MB'`);
  await tx.execute(sql`
    create temp table counted_users on commit drop as
    select coupon_id, user_ref collate "C" as user_ref, date_bin('15 minutes', min(confirmed_at), 'epoch') as first_bucket
    from redemptions where state = 'redeemed' group by 1, 2`);
  const rows = sql`(
    select coupon_id, date_bin('15 minutes', confirmed_at, 'epoch') as bucket, tvod_price_id, user_group_id, 1 as change,
      coalesce(amount_off, 0) as amount_off
    from redemptions where state = 'redeemed')`;
  await tx.execute(sql`create temp table cells on commit drop as ${asCells(rows)}`);
  await tx.execute(sql`insert into cells ${overallCells(sql`cells`)}`);
  const firsts = sql`(
    select coupon_id, null::timestamptz as first_before, first_bucket as first_after from counted_users
    union all select 0, null, min(first_bucket) from counted_users group by user_ref)`;
  await tx.execute(sql`
    create temp table counted on commit drop as
    select coupon_id, kind collate "C" as kind, 15::smallint as span, bucket, ref_id, redeemed, amount_off, new_users
    from (${asCounts(sql`cells`, firsts)}) n`);
  const counted = (span: number) => sql`(select * from counted where span = ${span})`;
  await tx.execute(sql`insert into counted ${asSpan(1440, counted(15))}`);
  await tx.execute(sql`insert into counted ${asSpan(0, counted(1440))}`);
  await tx.execute(sql`insert into counted ${asTimes(counted(15))}`);
  await tx.execute(sql`
    create temp table counted_codes on commit drop as
    select coalesce(coupon_id, 0) as coupon_id, status, count(*) as count from codes
    group by grouping sets ((coupon_id, status), (status))`);
  await tx.execute(sql`analyze counted, counted_users, counted_codes`);
}

async function compare(tx: Executor, repair: boolean): Promise<Recount> {
  const result: Recount = { counters: 0, differing: 0, differences: [] };
  for (const table of provenTables) {
    const { counters, differing } = await countDifferences(tx, table);
    result.counters += counters;
    if (differing === 0) continue;
    result.differing += differing;
    result.differences.push(...(await listDifferences(tx, table, shownDifferences)));
    if (repair) await mend(tx, table);
  }
  result.differences.sort((one, other) => (one.counter < other.counter ? -1 : 1)).splice(shownDifferences);
  return result;
}
