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

/** The groups that the coupon is for: how many, and the first of them that the user is in; `more` has further columns. */
export const linkedGroups = (more = ''): string => `
    select count(*) as linked, min(l.user_group_id) filter (where l.user_group_id = any (r.group_ids)
      or lower(n.name) = any (array(select lower(x) from unnest(r.group_names) x))) as matched${more}
    from coupon_user_groups l join user_groups n on n.id = l.user_group_id where l.coupon_id = k.id`;

/** The TVOD price that is bought. `limit` keeps it to one look each, whatever is guessed of the number of requests. */
export const boughtPrice = 'select id, name, price_paisa from tvod_prices where id = r.tvod_price_id limit 1';

type RuleScope = {
  /** SQL for how many places under the coupon's limit are taken before this request. */
  taken: string;
  /** SQL to read expired holds from. */
  expired: string;
};

/**
 * The rules of redeeming, each once: redeeming takes what fits all of them, checking selects each. They are conditions on a
 * request `r`, its coupon `k`, its issued code `d` (none for the coupon's own code), the linked groups `g` and the bought
 * TVOD price `t`.
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
  user_group: '(g.linked = 0 or g.matched is not null)',
  tvod_price: `((r.tvod_price_id is null or t.id is not null)
      and (not exists (select from coupon_tvod_prices l where l.coupon_id = k.id)
        or exists (select from coupon_tvod_prices l where l.coupon_id = k.id and l.tvod_price_id = r.tvod_price_id)))`,
});
