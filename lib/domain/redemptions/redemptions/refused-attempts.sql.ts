import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';
import type { RedeemRequest } from './redeem-request';

/** Named like the columns it is made of; instants are ISO text. */
export type RefusedAttemptRow = Pick<RedeemRequest, 'at' | 'user_ref' | 'asked'> & {
  coupon_id: string;
  code_id: string | null;
  amount: string | null;
  failed: string[];
};

const insert = `
  insert into refused_attempts (coupon_id, code_id, at, user_key, slot, asked, amount, failed)
  select coupon_id, code_id, at, hashtextextended(user_ref, 0),
    hashtextextended(jsonb_build_array(user_ref, code_id, asked, amount, floor(extract(epoch from at) / 86400))::text, 0),
    asked, amount, failed
  from jsonb_to_recordset($1::text::jsonb) as r (coupon_id bigint, code_id bigint, at timestamptz, user_ref text,
    asked jsonb, amount bigint, failed text[])
  on conflict do nothing`;

/** Locks nothing but the rows that it writes. */
export async function writeRefusedAttempts(db: Executor, rows: RefusedAttemptRow[]): Promise<void> {
  await runStatement(db, insert, [JSON.stringify(rows)]);
}

const prunedAtOnce = 10_000;

/** Deletes the oldest of before `before`, up to a bound; what is left of them goes with the next run. */
export async function deleteRefusedAttempts(db: Executor, before: string): Promise<void> {
  await db.execute(sql`
    delete from refused_attempts where id = any (array(
      select id from refused_attempts where at < ${before}::timestamptz order by at limit ${prunedAtOnce}))`);
}
