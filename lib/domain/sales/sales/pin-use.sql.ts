import { type SQL, sql } from 'drizzle-orm';
import { asSql } from '@/db/as-sql';
import { codes } from '@/db/schema/coupons';
import { isExpiredHold, isLiveHold } from '@/lib/domain/coupons/coupons/hold-conditions.sql';

/** What became of a sold PIN. A supplier's PIN is redeemed there: nothing is known of it here, and it is null. */
export type PinUse = 'unused' | 'held' | 'redeemed' | 'voided' | null;

/** What became of the PIN that is a row of `codes`, none for a supplier's; a hold that is over left it unused. */
export function pinUseAt(now: Date): SQL<PinUse> {
  const has = (condition: (r: string, at: string) => string) => sql`exists (
    select from redemptions r where r.code_id = ${codes.id}
      and ${asSql((at) => condition('r', at), sql`${now.toISOString()}::timestamptz`)})`;
  return sql<PinUse>`case ${codes.status}
    when 'redeemed' then case when ${has(isLiveHold)} then 'held' when ${has(isExpiredHold)} then 'unused' else 'redeemed' end
    when 'voided' then 'voided'
    else case when ${codes.id} is not null then 'unused' end end`;
}
