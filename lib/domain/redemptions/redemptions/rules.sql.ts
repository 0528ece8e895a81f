import {
  fitsBudget,
  hasPlaceLeft,
  isNotDeleted,
  isNotExpired,
  isReleased,
  isSwitchedOn,
} from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import { isLive } from '@/lib/domain/coupons/coupons/hold-conditions.sql';
import { hasPaceLeft } from './brake.sql';
import { isOwnCode } from './located.sql';
import type { Rule } from './rules';

/** Earlier redemptions of the coupon by the user, where users have a limit: how many, the latest, and their places. */
export const earlierRedemptions = `
    select count(*) as count, max(u.id) as last_id, array_agg(u.user_slot) filter (where u.user_slot > 0) as slots
    from redemptions u where k.redemptions_per_user > 0
      and u.user_ref = r.user_ref and u.coupon_id = k.id and ${isLive('u', 'r.at')}`;

/** Whether the user is in the user group `n`. */
export const isMemberOf = (n: string): string => `(${n}.id = any (r.group_ids)
      or lower(${n}.name) = any (array(select lower(y) from unnest(r.group_names) y)))`;

/**
 * The plans that the coupon pays for: how many, and the first of them that is bought; `more` has further columns. A request
 * that says nothing of what is bought names the plans by the user's groups, as all did before there were purchases.
 */
export const linkedPlans = (more = ''): string => `
    select count(*) as linked, min(l.user_group_id) filter (where l.user_group_id = r.plan_id
      or lower(n.name) = lower(r.plan_name) or (r.plan_by_groups and ${isMemberOf('n')})) as matched${more}
    from coupon_user_groups l join user_groups n on n.id = l.user_group_id where l.coupon_id = k.id`;

/** The plan that is bought, linked or not. One look each by its index; a name goes before an id that reads like it. */
export const boughtPlan = `
    select id, name from user_groups where lower(name) = lower(r.plan_name) and archived_at is null
    union all select id, name from user_groups where id = r.plan_id limit 1`;

/** The TVOD price that is bought. `limit` keeps it to one look each, whatever is guessed of the number of requests. */
export const boughtPrice = 'select id, name, price_paisa from tvod_prices where id = r.tvod_price_id limit 1';

/**
 * What the purchase costs, what comes off it and what kept that below the coupon's terms; null where the price is not
 * known. A percentage is rounded down, in parts that stay exact where price times percentage would not fit.
 */
export const whatComesOff = `
    select paid, case when paid is not null then least(terms, k.maximum_off, paid) end as off,
      case when terms > least(k.maximum_off, paid) then
        case when k.maximum_off <= paid then 'maximum_off' else 'amount' end end as capped_by
    from (select paid, coalesce(k.amount_off,
        paid / 10000 * k.discount_bp + paid % 10000 * k.discount_bp / 10000) as terms
      from (select coalesce(r.amount, t.price_paisa) as paid) a) b`;

/** `offset 0` keeps an `exists` to one look by an index: Postgres would read the whole table into a hash for many requests. */
const isLinkedPrice = (which = '') =>
  `exists (select from coupon_tvod_prices l where l.coupon_id = k.id${which} offset 0)`;

const isForAnything = `(g.linked = 0 and not ${isLinkedPrice()})`;

type RuleScope = {
  /** SQL for how many places under the coupon's limit are taken before this request. */
  taken: string;
  /** SQL for what came off by the coupon before this request. */
  spent: string;
  /** SQL to read expired holds from. */
  expired: string;
};

/**
 * The rules of redeeming, each once: redeeming takes what fits all of them, checking selects each. They are conditions on a
 * request `r`, its coupon `k` with its `hourColumns`, its issued code `d` (none for the coupon's own code), the linked plans `g`, the bought TVOD
 * price `t`, what comes off, `x`, and the user's earlier redemptions `e`.
 */
export const ruleConditions = ({ taken, spent, expired }: RuleScope): Record<Rule, string> => ({
  exists: `(k.id is not null and ${isNotDeleted('k')} and (d.id is not null or ${isOwnCode}))`,
  // Its pace is a part of this: an hour that is full already, as when the usual pace fell, is like a pause.
  status: `(${isSwitchedOn('k')} and ${hasPaceLeft('k', '1')})`,
  released: isReleased('k', 'r.at'),
  not_expired: isNotExpired('k', 'r.at'),
  security: `(d.id is not null or k.security = 'public')`,
  code_state: `(d.id is null or d.status in ('available', 'sold')
      or (d.status = 'redeemed' and exists (
        select from ${expired} f where f.coupon_id = k.id and f.code_id = d.id)))`,
  code_batch: `(d.id is null or not exists (
        select from code_batches b where b.id = d.batch_id and b.paused_at is not null))`,
  code_sold: '(d.id is null or d.sold_at is not null or not k.requires_sale)',
  code_valid: '(d.valid_until is null or d.valid_until > r.at)',
  limit: hasPlaceLeft('k', taken),
  unique_user: `(k.redemptions_per_user is null or e.count < k.redemptions_per_user)`,
  audience: `case k.audience when 'everyone' then true
      when 'members' then exists (select from user_groups n where n.id = any (k.member_group_ids) and ${isMemberOf('n')})
      else coalesce(r.user_status = k.audience, false) end`,
  purchase: `((r.tvod_price_id is null or t.id is not null)
      and (g.matched is not null or ${isLinkedPrice(' and l.tvod_price_id = r.tvod_price_id')}
        or ${isForAnything}))`,
  minimum_amount: '(k.minimum_amount is null or coalesce(x.paid >= k.minimum_amount, false))',
  budget: fitsBudget('k', spent, 'x.off'),
});

/**
 * Whether the answer of a rule depends on what the request does not say, where it does not hold whatever that is; in the same
 * scope. Anyone who has no user to ask for leaves `user_ref` empty.
 */
export const openConditions = ({ spent }: Pick<RuleScope, 'spent'>) =>
  ({
    unique_user: `(r.user_ref = '' and k.redemptions_per_user is not null)`,
    audience: `case k.audience when 'everyone' then false
      when 'members' then cardinality(r.group_ids) + cardinality(r.group_names) = 0
      else r.user_status is null end`,
    purchase: `(num_nonnulls(r.plan_id, r.plan_name, r.tvod_price_id) = 0 and not ${isForAnything})`,
    minimum_amount: '(x.paid is null and k.minimum_amount is not null)',
    budget: `(x.paid is null and k.budget is not null and ${spent} < k.budget)`,
  }) satisfies Partial<Record<Rule, string>>;

/** The rules that can be left open. */
export type OpenRule = keyof ReturnType<typeof openConditions>;
