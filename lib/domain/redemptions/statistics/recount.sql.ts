import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { asCells, asCounts, asSpan, asTimes, overallCells } from './changes.sql';

/** Counts every redemption and code into temporary tables that end with the transaction. Locks nothing. */
export async function countRows(tx: Executor): Promise<void> {
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
