import { runStatement } from '@/db/run-statement';
import { type Repeating, repeat } from '@/lib/core/repeat';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { endHolds, expiredAsAudit } from './expire-holds.sql';

const at = '$1::timestamptz';
const everyMs = 15_000;

/** Coupons in id order, then their codes, as redeeming locks them. */
const statement = `
  with coupon as materialized (
    select id, redemption_count from coupons where id = any (array(
      select distinct coupon_id from redemptions where state = 'held' and hold_expires_at <= ${at}))
    order by id for no key update
  ),
  lapsed as (${endHolds({ coupon: 'coupon', at })}),
  counted as (
    update coupons c set redemption_count = k.redemption_count - d.count
    from (select coupon_id, count(*) from lapsed group by coupon_id) d join coupon k on k.id = d.coupon_id
    where c.id = d.coupon_id
  ),
  freed as (
    update codes c set status = case when c.sold_at is null then 'available' else 'sold' end, redeemed_at = null
    from lapsed l where c.id = l.code_id
  ),
  audited as (
    insert into audit_events (at, actor_kind, user_id, api_key_id, actor_name, action, subject_kind, subject_id, data,
      request_id) ${expiredAsAudit({ from: 'lapsed', at })}
  )
  select count(*)::int as count from lapsed`;

/**
 * Gives back what holds took whose time is over, and says how many they were. Redeeming does not wait for this: it is for
 * lists, stock and counts, which would show them as taken until their coupon is used again.
 */
export async function expireHolds(ctx: Context<SystemActor>): Promise<number> {
  const [row] = await runStatement<{ count: number }>(ctx.db, statement, [ctx.now().toISOString()]);
  return row?.count ?? 0;
}

/** Looks for such holds every few seconds until stopped. */
export function startExpiringHolds(ctx: Context<SystemActor>): Repeating {
  return repeat(() => expireHolds(ctx), { everyMs, failure: 'holds that ran out were not given back' });
}
