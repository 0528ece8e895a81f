import type { Sql } from 'postgres';
import type { DriverRow } from '@/db/driver-row';
import type { codes, coupons } from '@/db/schema/coupons';
import type { redemptions } from '@/db/schema/redemptions';
import { expiredHolds, isLive, placesTaken } from './holds.sql';
import type { RedeemRequest } from './redeem-request';
import { type RedemptionRow, redemptionColumns } from './redemption.sql';
import { requests } from './request.sql';
import { type Rule, rules } from './rules';
import { boughtPrice, earlierRedemptions, linkedGroups, ruleConditions } from './rules.sql';
import { shareRequests } from './share-requests';

type Nullable<Row> = { [Name in keyof Row]: Row[Name] | null };
type Prefixed<Prefix extends string, Row> = { [Name in keyof Row & string as `${Prefix}${Name}`]: Row[Name] | null };

type Code = DriverRow<typeof codes, 'id' | 'status' | 'soldAt' | 'deletedAt'>;
type CouponName = DriverRow<typeof coupons, 'id' | 'code'>;
type Coupon = DriverRow<
  typeof coupons,
  | 'status'
  | 'discount'
  | 'duration'
  | 'cycles'
  | 'maxRedemptions'
  | 'releaseAt'
  | 'expiresAt'
  | 'deletedAt'
  | 'security'
  | 'uniqueRedemption'
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
    time_zone: string | null;
    /** The redemption that has the code, where that is in the way. */
    holder: (Holder & { id: number }) | null;
    taken: string | null;
    /** An earlier redemption by the user, where that is in the way. */
    earlier: { id: number; created_at: string; integrator_id: number | null } | null;
    /** How many are linked, and the first ten names. */
    group_count: string | null;
    group_names: string[] | null;
    price_count: string | null;
    price_names: string[] | null;
    price: { id: number; name: string; pricePaisa: number } | null;
    price_asked: boolean;
  };

/** What else a refused request needs to know. */
export type Refusal = {
  /** The end of the pause after too many wrong codes. */
  blocked_until: Date | string | null;
  /** The redemption that this idempotency key made already, and whether it was for the same request. */
  replay: (RedemptionRow & { same: boolean }) | null;
};

const asked = ['at', 'digest', 'own', 'user_ref', 'group_ids', 'group_names', 'tvod_price_id'] as const;
const askedOfRefusal = [...asked, 'integrator_id', 'idempotency_key', 'request_digest', 'guess_keys'] as const;
const refusal = `
    (select max(window_started_at) from rate_limits where key = any (r.guess_keys) and window_started_at > r.at)
      as blocked_until,
    (select to_jsonb(m) from (
      select ${redemptionColumns({ r: 'y', c: 'c', at: 'r.at' })}, y.request_digest = decode(r.request_digest, 'hex') as same
      from redemptions y join coupons c on c.id = y.coupon_id
      where y.integrator_id = r.integrator_id and y.idempotency_key = r.idempotency_key) m) as replay,`;

const expired = expiredHolds('r.at');
const firstNames = '(array_agg(n.name order by lower(n.name)))[1:10] as names';
const conditions = ruleConditions({ taken: 'k.taken', expired });

/**
 * Locks nothing. `limit` and `offset` keep what a request needs to one look for each, whatever is guessed of the number of
 * requests.
 */
const statement = (columns: readonly (keyof RedeemRequest)[], more = '') => `
  select r.ord, (select time_zone from settings where id = 1) as time_zone,${more}
    d.id as code_id, d.status as code_status, d.sold_at as code_sold_at, d.deleted_at as code_deleted_at,
    case when not v.passed_code_state then (select to_jsonb(h) from (
      select id, user_ref, state, created_at, hold_expires_at, integrator_id from redemptions h
      where h.code_id = d.id and ${isLive('h', 'r.at')} limit 1) h) end as holder,
    k.id as coupon_id, k.code as coupon_code, k.status, k.discount, k.duration, k.cycles, k.max_redemptions, k.taken,
    k.release_at, k.expires_at, k.deleted_at, k.security, k.unique_redemption, v.*,
    case when not v.passed_unique_user then (select to_jsonb(e) from (
      select id, created_at, integrator_id from ${earlierRedemptions} order by id limit 1) e) end as earlier,
    g.linked as group_count, g.names as group_names, p.count as price_count, p.names as price_names,
    case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name, 'pricePaisa', t.price_paisa) end as price,
    r.tvod_price_id is not null as price_asked
  from ${requests(columns)}
  left join lateral (
    select id, coupon_id, status, sold_at, deleted_at from codes where digest = decode(r.digest, 'hex') limit 1
  ) d on true
  left join lateral (
    select id from coupons where d.id is null and lower(code) = r.own
    order by deleted_at is null desc, id desc limit 1
  ) o on true
  left join lateral (
    select c.*, ${placesTaken('c', expired)} as taken from coupons c where id = coalesce(d.coupon_id, o.id) limit 1
  ) k on true
  left join lateral (${linkedGroups(`, ${firstNames}`)}) g on true
  left join lateral (${boughtPrice}) t on true
  cross join lateral (
    select ${rules.map((rule) => `${conditions[rule]} as passed_${rule}`).join(',\n      ')} offset 0
  ) v
  left join lateral (
    select count(*) as count, ${firstNames}
    from coupon_tvod_prices l join tvod_prices n on n.id = l.tvod_price_id where l.coupon_id = k.id
  ) p on true`;

const readChecked = shareRequests<Facts>(statement(asked));
const readRefused = shareRequests<Facts & Refusal>(statement(askedOfRefusal, refusal));

/** The facts of a request that is checked, read together with other checks that arrive on this client. */
export async function readFacts(sql: Sql, request: RedeemRequest): Promise<Facts> {
  return rowOf(await readChecked(sql, request));
}

/** The facts of a request that redeeming did not take. */
export async function readRefusal(sql: Sql, request: RedeemRequest): Promise<Facts & Refusal> {
  return rowOf(await readRefused(sql, request));
}

function rowOf<Row>(row: Row | undefined): Row {
  if (!row) throw new Error('A check gave no row.');
  return row;
}
