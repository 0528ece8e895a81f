import type { RedemptionState } from './schemas';

/** One use of a coupon by one user, with the coupon's terms as they were when it was taken. */
export type Redemption = {
  id: number;
  coupon: { id: number; code: string };
  codeId: number | null;
  userRef: string;
  state: RedemptionState;
  discount: { percent: number; duration: 'once' | 'repeating' | 'forever'; cycles: number };
  tvodPriceId: number | null;
  /** The purchase's price and what came off it, in minor units; null when the price is not known. */
  amount: number | null;
  amountOff: number | null;
  subscriptionRef: string | null;
  createdAt: Date;
  holdExpiresAt: Date | null;
  confirmedAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
};

/** As the driver gives it: bigints and instants are text. */
export type RedemptionRow = {
  id: string;
  coupon_id: string;
  coupon_code: string;
  code_id: string | null;
  user_ref: string;
  state: RedemptionState;
  discount: number;
  duration: 'once' | 'repeating' | 'forever';
  cycles: number;
  tvod_price_id: string | null;
  amount: string | null;
  amount_off: string | null;
  subscription_ref: string | null;
  created_at: Date | string;
  hold_expires_at: Date | string | null;
  confirmed_at: Date | string | null;
  ended_at: Date | string | null;
  end_reason: string | null;
};

const optionalNumber = (value: string | null) => (value === null ? null : Number(value));
const optionalDate = (value: Date | string | null) => (value === null ? null : new Date(value));

/** A hold whose time is over reads as lapsed from that instant on, whether or not its row says so yet. */
export function toRedemption(row: RedemptionRow, now: Date): Redemption {
  const holdExpiresAt = optionalDate(row.hold_expires_at);
  const lapsed = row.state === 'held' && holdExpiresAt !== null && holdExpiresAt <= now;
  return {
    id: Number(row.id),
    coupon: { id: Number(row.coupon_id), code: row.coupon_code },
    codeId: optionalNumber(row.code_id),
    userRef: row.user_ref,
    state: lapsed ? 'lapsed' : row.state,
    discount: { percent: row.discount, duration: row.duration, cycles: row.cycles },
    tvodPriceId: optionalNumber(row.tvod_price_id),
    amount: optionalNumber(row.amount),
    amountOff: optionalNumber(row.amount_off),
    subscriptionRef: row.subscription_ref,
    createdAt: new Date(row.created_at),
    holdExpiresAt,
    confirmedAt: optionalDate(row.confirmed_at),
    endedAt: lapsed ? holdExpiresAt : optionalDate(row.ended_at),
    endReason: lapsed ? 'hold ran out' : row.end_reason,
  };
}
