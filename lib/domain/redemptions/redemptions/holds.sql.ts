import { isExpiredHold } from '@/lib/domain/coupons/coupons/hold-conditions.sql';

/** SQL for the expired holds, to read from; redeeming reads from those that it ended itself. */
export const expiredHolds = (at: string): string =>
  `(select coupon_id, code_id, amount_off from redemptions x where ${isExpiredHold('x', at)})`;

/** What the `expired` holds of coupon `c` give back: places under its limit, and what came off. */
export const freedBy = (c: string, expired: string): string =>
  `select count(*) as count, coalesce(sum(x.amount_off), 0) as off from ${expired} x where x.coupon_id = ${c}.id`;

/** SQL for how many places under the limit of coupon `c` are taken: its counter without `expired` holds. */
export const placesTaken = (c: string, expired: string): string =>
  `(${c}.redemption_count - (select f.count from (${freedBy(c, expired)}) f))`;

/** SQL for the status of code `c` once nothing has it any more. */
export const freedStatus = (c: string): string => `case when ${c}.sold_at is null then 'available' else 'sold' end`;

/** An `update` to embed as a CTE: frees the codes of the redemptions of `ended`. */
export const freeCodes = (ended: string): string => `
  update codes c set status = ${freedStatus('c')}, redeemed_at = null from ${ended} e where c.id = e.code_id`;

export const expiredReason = 'hold ran out';

/** An `update` to embed as a CTE: ends the expired holds of the coupons of `coupon`, which are locked. */
export const endExpiredHolds = ({ coupon, at }: { coupon: string; at: string }): string => `
  update redemptions r set state = 'lapsed', ended_at = hold_expires_at, end_reason = '${expiredReason}'
  where r.coupon_id = any (array(select id from ${coupon})) and ${isExpiredHold('r', at)}
  returning r.*`;

/** For `insertAudit`: a row for each hold of `from`. */
export const auditExpiredHolds = ({ from, at }: { from: string; at: string }) => ({
  from,
  at,
  system: 'Holds',
  action: "'redemption.lapsed'",
  subjectKind: 'redemption',
  subjectId: 'id',
  data: "jsonb_build_object('couponId', coupon_id)",
});
