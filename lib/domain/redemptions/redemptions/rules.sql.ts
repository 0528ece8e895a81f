import {
  hasPlaceLeft,
  isNotDeleted,
  isNotExpired,
  isReleased,
  isSwitchedOn,
} from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import { isLive } from './holds.sql';
import type { Rule } from './rules';

/** Earlier redemptions of the coupon by the user, to read from. */
export const earlierRedemptions = `redemptions u
    where u.user_ref = r.user_ref and u.coupon_id = k.id and ${isLive('u', 'r.at')}`;

/** The groups that the coupon is for and the user is in, to read from. */
export const matchedGroups = `coupon_user_groups g join user_groups n on n.id = g.user_group_id
    where g.coupon_id = k.id and (g.user_group_id = any (r.group_ids)
      or lower(n.name) = any (array(select lower(x) from unnest(r.group_names) x)))`;

type RuleScope = {
  /** SQL for how many places under the coupon's limit are taken before this request. */
  taken: string;
  /** SQL to read expired holds from. */
  expired: string;
};

/**
 * The rules of redeeming, each once: redeeming takes what fits all of them, checking selects each. They are conditions on a
 * request `r`, its coupon `k` and its issued code `d`; without `d` the coupon's own code was given.
 */
export const ruleConditions = ({ taken, expired }: RuleScope): Record<Rule, string> => ({
  exists: `(k.id is not null and ${isNotDeleted('k')} and (d.id is not null or lower(k.code) = r.own))`,
  status: isSwitchedOn('k'),
  released: isReleased('k', 'r.at'),
  not_expired: isNotExpired('k', 'r.at'),
  security: `(d.id is not null or k.security = 'public')`,
  code_state: `(d.id is null or d.status in ('available', 'sold')
      or (d.status = 'redeemed' and exists (
        select from ${expired} f where f.coupon_id = k.id and f.code_id = d.id)))`,
  limit: hasPlaceLeft('k', taken),
  unique_user: `(not k.unique_redemption or not exists (select from ${earlierRedemptions}))`,
  user_group: `(not exists (select from coupon_user_groups l where l.coupon_id = k.id)
      or exists (select from ${matchedGroups}))`,
  tvod_price: `((r.tvod_price_id is null or exists (select from tvod_prices p where p.id = r.tvod_price_id))
      and (not exists (select from coupon_tvod_prices l where l.coupon_id = k.id)
        or exists (select from coupon_tvod_prices l where l.coupon_id = k.id and l.tvod_price_id = r.tvod_price_id)))`,
});
