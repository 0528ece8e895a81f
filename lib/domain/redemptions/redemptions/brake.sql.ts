import { hourLimitOf } from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import type { AuditRows } from '@/lib/platform/audit/insert-audit.sql';

// The brake of a coupon: this many redemptions within an hour switch it off until a person looks at it. The hour ends with each
// redemption; it is counted by minutes, so that it is 60 to 61 of them long.

/** Columns to select of coupon `c`: `hour_limit`, and how many redemptions it had in the hour before `at`, as `recent`. */
export const hourColumns = (c: string, at: string): string => `${hourLimitOf(c)} as hour_limit,
      case when ${hourLimitOf(c)} > 0 then recent_redemptions(${c}.recent_minutes, ${at}) end as recent`;

/** Whether coupon `k` can be redeemed once more within the hour, `nth` redemptions of this statement counted. */
export const hasPaceLeft = (k: string, nth: string): string =>
  `(${k}.hour_limit is null or ${k}.recent + ${nth} <= ${k}.hour_limit)`;

/**
 * The assignments of an `update` of coupon `c`, of which `k` is the locked row, that counts `added` more redemptions and
 * switches it off with the last one that the hour has room for.
 */
export function countHour({ k, added, at }: { k: string; added: string; at: string }): string {
  const isReached = hourIsFull({ k, added });
  return `
      recent_minutes = case when ${k}.hour_limit > 0 and ${added} > 0
        then add_recent_redemptions(${k}.recent_minutes, ${at}, ${added}::int) else ${k}.recent_minutes end,
      status = case when ${isReached} then 'unavailable' else ${k}.status end,
      paused_at = case when ${isReached} then ${at} else ${k}.paused_at end,
      updated_at = case when ${isReached} then ${at} else ${k}.updated_at end,
      version = ${k}.version + case when ${isReached} then 1 else 0 end`;
}

/** Whether these redemptions are the ones that fill the hour. */
export const hourIsFull = ({ k, added }: { k: string; added: string }): string =>
  `coalesce(${added} > 0 and ${k}.recent + ${added} >= ${k}.hour_limit, false)`;

/** For `insertAudit`: a row for each coupon of `from` that was paused. */
export const auditPaused = ({ from }: { from: string }): AuditRows => ({
  from: `${from} where is_paused`,
  at: 'at',
  system: 'Brake',
  action: "'coupon.updated'",
  subjectKind: 'coupon',
  subjectId: 'id',
  data: `jsonb_build_object('code', code, 'changed', jsonb_build_object(
    'status', jsonb_build_array('available', 'unavailable')), 'redemptionsPerHour', hour_limit)`,
});
