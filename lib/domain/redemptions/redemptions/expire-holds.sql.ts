/** A CTE that ends the holds of the coupons of `coupon`, which is locked, whose time is over at `at`. */
export const endHolds = ({ coupon, at }: { coupon: string; at: string }): string => `
  update redemptions set state = 'lapsed', ended_at = hold_expires_at, end_reason = 'hold ran out'
  where coupon_id = any (array(select id from ${coupon})) and state = 'held' and hold_expires_at <= ${at}
  returning id, coupon_id, code_id`;

/** For each hold of `from` its row of `audit_events`, from `at` to `request_id` as the table has them. */
export const expiredAsAudit = ({ from, at }: { from: string; at: string }): string => `
  select ${at}, 'system', null::bigint, null::bigint, 'Holds', 'redemption.lapsed', 'redemption', id,
    jsonb_build_object('couponId', coupon_id), null::text from ${from}`;
