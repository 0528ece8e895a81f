import type { Sql } from 'postgres';
import type { DriverRow } from '@/db/driver-row';
import type { codes, coupons } from '@/db/schema/coupons';
import type { redemptions } from '@/db/schema/redemptions';
import { endOf } from '@/lib/domain/coupons/codes/code-validity.sql';
import { isLive } from '@/lib/domain/coupons/coupons/hold-conditions.sql';
import { hourColumns } from './brake.sql';
import { expiredHolds, freedBy } from './holds.sql';
import { located, locatedCoupon } from './located.sql';
import type { RedeemRequest } from './redeem-request';
import { type RedemptionRow, redemptionColumns } from './redemption.sql';
import { purchaseColumns, requests } from './request.sql';
import { type Rule, rules } from './rules';
import {
  boughtPlan,
  boughtPrice,
  earlierRedemptions,
  linkedPlans,
  type OpenRule,
  openConditions,
  ruleConditions,
  whatComesOff,
} from './rules.sql';
import { shareRequests } from './share-requests';

type Nullable<Row> = { [Name in keyof Row]: Row[Name] | null };
type Prefixed<Prefix extends string, Row> = { [Name in keyof Row & string as `${Prefix}${Name}`]: Row[Name] | null };

type Code = DriverRow<typeof codes, 'id' | 'batchId' | 'status' | 'soldAt' | 'voidedAt' | 'deletedAt' | 'validUntil'>;
type CouponName = DriverRow<typeof coupons, 'id' | 'code'>;
type Coupon = DriverRow<
  typeof coupons,
  | 'status'
  | 'pausedAt'
  | 'amountOff'
  | 'maximumOff'
  | 'minimumAmount'
  | 'budget'
  | 'duration'
  | 'cycles'
  | 'maxRedemptions'
  | 'releaseAt'
  | 'expiresAt'
  | 'deletedAt'
  | 'security'
  | 'redemptionsPerUser'
  | 'audience'
  | 'requiresSale'
>;
type Holder = DriverRow<typeof redemptions, 'userRef' | 'state' | 'createdAt' | 'holdExpiresAt' | 'integratorId'>;

/** What each rule says of a request; null without a coupon. */
type Passed = { [R in Rule as `passed_${R}`]: boolean | null };

/** What the rules say, and what their reasons mention, as one snapshot of the database has it. */
export type Facts = Passed &
  Nullable<Coupon> &
  Prefixed<'coupon_', CouponName> &
  Prefixed<'code_', Code> & {
    ord: number;
    /** When a sold code is over, by its own days or with its coupon. */
    code_end: Date | string | null;
    time_zone: string | null;
    /** The redemption that has the code, where that is in the way. */
    holder: (Holder & { id: number }) | null;
    percent: number | null;
    taken: string | null;
    /** How many redemptions an hour can have, and how many the last one had; null for any number. */
    hour_limit: number | null;
    recent: number | null;
    /** What came off by the coupon so far. */
    spent: string | null;
    /** How often this user has redeemed it, where users have a limit, and the latest of those, where that is in the way. */
    user_count: string | null;
    earlier: { id: number; created_at: string; integrator_id: number | null } | null;
    user_status: string | null;
    /** The groups that the coupon is for: the first ten names. */
    member_names: string[] | null;
    /** What the coupon pays for: how many are linked, and the first ten names. */
    plan_count: string | null;
    plan_names: string[] | null;
    price_count: string | null;
    price_names: string[] | null;
    /** What is bought: a plan or a TVOD price that we know, or else as it was given. */
    plan: { id: number; name: string } | null;
    plan_asked: string | null;
    price: { id: number; name: string; pricePaisa: number } | null;
    price_asked: boolean;
    /** The purchase's price, what comes off it and what keeps that below the coupon's terms. */
    paid: string | null;
    off: string | null;
    capped_by: 'maximum_off' | 'amount' | null;
  };

/** Whether the answer of each of these rules depends on what was not given; null without a coupon. */
export type Open = { [R in OpenRule as `open_${R}`]: boolean | null };

/** The end of the pause after too many wrong codes. */
type Blocked = { blocked_until: Date | string | null };

/** What else a refused request needs to know. */
export type Refusal = Blocked & {
  /** The redemption that this idempotency key made already, and whether it was for the same request. */
  replay: (RedemptionRow & { same: boolean }) | null;
};

const asked = ['at', 'digests', 'own', ...purchaseColumns] as const;
const askedOfCheck = [...asked, 'guess_keys'] as const;
const askedOfRefusal = [...askedOfCheck, 'integrator_id', 'idempotency_key', 'request_digests'] as const;
const blocked = `
    (select max(window_started_at) from rate_limits where key = any (r.guess_keys) and window_started_at > r.at)
      as blocked_until,`;
const refusal = `${blocked}
    (select to_jsonb(m) from (
      select ${redemptionColumns({ r: 'y', c: 'c', at: 'r.at' })}, y.request_digest = any (r.request_digests) as same
      from redemptions y join coupons c on c.id = y.coupon_id
      where y.integrator_id = r.integrator_id and y.idempotency_key = r.idempotency_key) m) as replay,`;

const expired = expiredHolds('r.at');
const firstNames = '(array_agg(n.name order by lower(n.name)))[1:10]';
const scope = { taken: 'k.taken', spent: 'k.spent_so_far', expired };
const conditions = ruleConditions(scope);
const open = Object.entries(openConditions(scope)).map(([rule, condition]) => `${condition} as open_${rule},`);

/**
 * Locks nothing. `limit` and `offset` keep what a request needs to one look for each, whatever is guessed of the number of
 * requests.
 */
const statement = (columns: readonly (keyof RedeemRequest)[], more = '') => `
  select r.ord, (select time_zone from settings where id = 1) as time_zone,${more}
    d.id as code_id, d.batch_id as code_batch_id, d.status as code_status, d.sold_at as code_sold_at, d.voided_at as code_voided_at,
    d.deleted_at as code_deleted_at, d.valid_until as code_valid_until,
    case when d.sold_at is not null then ${endOf('d.valid_until', 'k.expires_at')} end as code_end,
    case when not v.passed_code_state then (select to_jsonb(h) from (
      select id, user_ref, state, created_at, hold_expires_at, integrator_id from redemptions h
      where h.code_id = d.id and ${isLive('h', 'r.at')} limit 1) h) end as holder,
    k.id as coupon_id, k.code as coupon_code, k.status, k.paused_at, k.discount_bp / 100.0::float8 as percent,
    k.amount_off, k.maximum_off, k.minimum_amount, k.budget, k.duration, k.cycles, k.max_redemptions, k.taken,
    k.spent_so_far as spent, k.release_at, k.expires_at, k.deleted_at, k.security, k.redemptions_per_user,
    k.hour_limit, k.recent, k.audience, k.requires_sale, v.*,
    e.count as user_count,
    case when not v.passed_unique_user then (select to_jsonb(y) from (
      select id, created_at, integrator_id from redemptions where id = e.last_id) y) end as earlier,
    r.user_status,
    case when k.audience = 'members' then (
      select ${firstNames} from user_groups n where n.id = any (k.member_group_ids)) end as member_names,
    g.linked as plan_count, g.names as plan_names, p.count as price_count, p.names as price_names,
    case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name) end as plan,
    coalesce(r.plan_name, r.plan_id::text) as plan_asked,
    case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name, 'pricePaisa', t.price_paisa) end as price,
    r.tvod_price_id is not null as price_asked, x.paid, x.off, x.capped_by
  from ${requests(columns)}
  ${located(', batch_id, sold_at, voided_at, deleted_at, valid_until')}
  left join lateral (
    select c.*, c.redemption_count - f.count as taken, c.spent - f.off as spent_so_far, ${hourColumns('c', 'r.at')}
    from coupons c cross join lateral (${freedBy('c', expired)}) f where c.id = ${locatedCoupon} limit 1
  ) k on true
  cross join lateral (${earlierRedemptions}) e
  left join lateral (${linkedPlans(`, ${firstNames} as names`)}) g on true
  left join lateral (${boughtPlan}) b on true
  left join lateral (${boughtPrice}) t on true
  cross join lateral (${whatComesOff}) x
  cross join lateral (
    select ${rules.map((rule) => `${conditions[rule]} as passed_${rule}`).join(',\n      ')} offset 0
  ) v
  left join lateral (
    select count(*) as count, ${firstNames} as names
    from coupon_tvod_prices l join tvod_prices n on n.id = l.tvod_price_id where l.coupon_id = k.id
  ) p on true`;

/** One statement at a time, as for redeeming: a statement has a cost of its own, which more checks then share. */
const readChecked = shareRequests<Facts & Blocked>(statement(askedOfCheck, blocked), { maxInFlight: 1 });
const readOpen = shareRequests<Facts & Open>(statement(asked, `\n    ${open.join('\n    ')}`));
const readRefused = shareRequests<Facts & Refusal>(statement(askedOfRefusal, refusal));

/** The facts of a request that is checked, read together with other checks that arrive on this client. */
export async function readFacts(sql: Sql, request: RedeemRequest): Promise<Facts & Blocked> {
  return rowOf(await readChecked(sql, request));
}

/** The facts of a request that may leave out what some rules ask for. */
export async function readOpenFacts(sql: Sql, request: RedeemRequest): Promise<Facts & Open> {
  return rowOf(await readOpen(sql, request));
}

/** The facts of a request that redeeming did not take. */
export async function readRefusal(sql: Sql, request: RedeemRequest): Promise<Facts & Refusal> {
  return rowOf(await readRefused(sql, request));
}

function rowOf<Row>(row: Row | undefined): Row {
  if (!row) throw new Error('A check gave no row.');
  return row;
}
