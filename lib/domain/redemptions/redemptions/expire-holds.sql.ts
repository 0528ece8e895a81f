import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';
import { insertAudit } from '@/lib/platform/audit/insert-audit.sql';
import { webhookOutbox } from '@/lib/platform/webhooks/outbox.sql';
import { auditExpiredHolds, endExpiredHolds, expiredHolds, freeCodes } from './holds.sql';
import { lapsedEvents } from './redemption-events.sql';

const at = '$1::timestamptz';

/**
 * Locks the coupons in id order, then the redemptions and their codes, as redeeming does. A coupon that somebody else holds is
 * left for the next pass: waiting for it would hold the others.
 */
const statement = `
  with coupon as materialized (
    select id, redemption_count, spent from coupons
    where id = any (array(select distinct coupon_id from ${expiredHolds(at)} f))
    order by id for no key update skip locked
  ),
  expired_hold as (${endExpiredHolds({ coupon: 'coupon', at })}),
  counted as (
    update coupons c set redemption_count = k.redemption_count - d.count, spent = greatest(0, k.spent - d.off)
    from (
      select coupon_id, count(*), coalesce(sum(amount_off), 0) as off from expired_hold group by coupon_id
    ) d join coupon k on k.id = d.coupon_id
    where c.id = d.coupon_id
  ),
  freed as (${freeCodes('expired_hold')}),
  emitted as (${webhookOutbox(lapsedEvents({ from: 'expired_hold' }))}),
  audited as (${insertAudit(auditExpiredHolds({ from: 'expired_hold', at }))})
  select count(*)::int as count from expired_hold`;

/** Ends every hold whose time is over at `now`, an instant in ISO text, and says how many they were. */
export async function endAllExpiredHolds(db: Executor, now: string): Promise<number> {
  const [row] = await runStatement<{ count: number }>(db, statement, [now]);
  return row?.count ?? 0;
}
