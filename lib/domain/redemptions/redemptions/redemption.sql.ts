import type { DriverRow } from '@/db/driver-row';
import type { redemptions } from '@/db/schema/redemptions';
import { isExpiredHold } from '@/lib/domain/coupons/coupons/hold-conditions.sql';
import { expiredReason } from './holds.sql';

/** What is read of a redemption, with the code of its coupon. */
export type RedemptionRow = DriverRow<
  typeof redemptions,
  | 'id'
  | 'couponId'
  | 'codeId'
  | 'userRef'
  | 'state'
  | 'fixedOff'
  | 'duration'
  | 'cycles'
  | 'tvodPriceId'
  | 'userGroupId'
  | 'amount'
  | 'amountOff'
  | 'cappedBy'
  | 'renewal'
  | 'subscriptionRef'
  | 'createdAt'
  | 'holdExpiresAt'
  | 'confirmedAt'
  | 'endedAt'
  | 'endReason'
> & { coupon_code: string; percent: number };

/**
 * Its columns, of redemption `r` and coupon `c`. A hold whose time is over at `at` reads as expired from that instant on,
 * whether or not its row says so yet.
 */
export function redemptionColumns({ r, c, at }: { r: string; c: string; at: string }): string {
  const unlessExpired = (column: string, otherwise: string) =>
    `case when ${isExpiredHold(r, at)} then ${otherwise} else ${r}.${column} end as ${column}`;
  return `${r}.id, ${r}.coupon_id, ${c}.code as coupon_code, ${r}.code_id, ${r}.user_ref,
    coalesce(${r}.discount_bp / 100.0::float8, ${r}.discount) as percent, ${r}.fixed_off, ${r}.duration, ${r}.cycles,
    ${r}.tvod_price_id, ${r}.user_group_id, ${r}.amount, ${r}.amount_off, ${r}.capped_by, ${r}.renewal,
    ${r}.subscription_ref, ${r}.created_at, ${r}.hold_expires_at, ${r}.confirmed_at, ${unlessExpired('state', "'lapsed'")},
    ${unlessExpired('ended_at', `${r}.hold_expires_at`)}, ${unlessExpired('end_reason', `'${expiredReason}'`)}`;
}
