import type { AuditRows } from '@/lib/platform/audit/insert-audit.sql';

// The brake of a coupon: this many redemptions within an hour of the first of them switch it off until a person looks at it.

/** SQL for how many redemptions of coupon `c` the hour has that `at` is in. */
export const hourCount = (c: string, at: string): string =>
  `(case when ${c}.hour_started_at > ${at} - interval '1 hour' then ${c}.hour_count else 0 end)`;

/** Whether coupon `k`, with `hour_count` as it is before this request, can be redeemed once more within the hour. */
export const hasPaceLeft = (k: string): string =>
  `(${k}.redemptions_per_hour is null or ${k}.hour_count < ${k}.redemptions_per_hour)`;

/**
 * The assignments of an `update` of coupon `c`, of which `k` is the locked row, that counts `added` more redemptions and
 * switches it off with the last one that the hour has room for.
 */
export function countHour({ k, added, at }: { k: string; added: string; at: string }): string {
  const isReached = hourIsFull({ k, added, at });
  const before = hourCount(k, at);
  return `
      hour_started_at = case when ${k}.redemptions_per_hour is null or ${added} = 0 or ${before} > 0
        then ${k}.hour_started_at else ${at} end,
      hour_count = case when ${k}.redemptions_per_hour is null or ${added} = 0
        then ${k}.hour_count else ${before} + ${added} end,
      status = case when ${isReached} then 'unavailable' else ${k}.status end,
      paused_at = case when ${isReached} then ${at} else ${k}.paused_at end,
      updated_at = case when ${isReached} then ${at} else ${k}.updated_at end,
      version = ${k}.version + case when ${isReached} then 1 else 0 end`;
}

/** Whether these redemptions are the ones that fill the hour. */
export const hourIsFull = ({ k, added, at }: { k: string; added: string; at: string }): string =>
  `coalesce(${added} > 0 and ${hourCount(k, at)} + ${added} >= ${k}.redemptions_per_hour, false)`;

/** For `insertAudit`: a row for each coupon of `from` that was paused. */
export const auditPaused = ({ from }: { from: string }): AuditRows => ({
  from: `${from} where is_paused`,
  at: 'at',
  system: 'Brake',
  action: "'coupon.updated'",
  subjectKind: 'coupon',
  subjectId: 'id',
  data: `jsonb_build_object('code', code, 'changed', jsonb_build_object(
    'status', jsonb_build_array('available', 'unavailable')), 'redemptionsPerHour', redemptions_per_hour)`,
});
