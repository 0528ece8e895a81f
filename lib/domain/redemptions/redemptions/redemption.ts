import type { RedemptionState } from './filters';
import type { RedemptionRow } from './redemption.sql';

/** One use of a coupon by one user, with the coupon's terms as they were when it was taken. */
export type Redemption = {
  id: number;
  coupon: { id: number; code: string };
  codeId: number | null;
  userRef: string;
  state: RedemptionState;
  /** `amountOff` is the amount that the coupon takes off instead of a percentage, 0 then. */
  discount: { percent: number; amountOff: number | null; duration: 'once' | 'repeating' | 'forever'; cycles: number };
  tvodPriceId: number | null;
  /** The plan that was bought, as a user group. */
  planId: number | null;
  /** The purchase's price and what came off it, in minor units; null when the price is not known. */
  amount: number | null;
  amountOff: number | null;
  /** What kept that below the coupon's terms: its `maximum_off`, or the price itself. */
  cappedBy: 'maximum_off' | 'amount' | null;
  renewal: boolean | null;
  subscriptionRef: string | null;
  createdAt: Date;
  holdExpiresAt: Date | null;
  confirmedAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
};

const optionalNumber = (value: string | null) => (value === null ? null : Number(value));
const optionalDate = (value: Date | string | null) => (value === null ? null : new Date(value));

export function toRedemption(row: RedemptionRow): Redemption {
  return {
    id: Number(row.id),
    coupon: { id: Number(row.coupon_id), code: row.coupon_code },
    codeId: optionalNumber(row.code_id),
    userRef: row.user_ref,
    state: row.state,
    discount: {
      percent: row.percent,
      amountOff: optionalNumber(row.fixed_off),
      duration: row.duration,
      cycles: row.cycles,
    },
    tvodPriceId: optionalNumber(row.tvod_price_id),
    planId: optionalNumber(row.user_group_id),
    amount: optionalNumber(row.amount),
    amountOff: optionalNumber(row.amount_off),
    cappedBy: row.capped_by,
    renewal: row.renewal,
    subscriptionRef: row.subscription_ref,
    createdAt: new Date(row.created_at),
    holdExpiresAt: optionalDate(row.hold_expires_at),
    confirmedAt: optionalDate(row.confirmed_at),
    endedAt: optionalDate(row.ended_at),
    endReason: row.end_reason,
  };
}
