import type { Sql } from 'postgres';
import { shareStatement } from '@/lib/core/share-statement';
import type { RedeemRequest } from './redeem-request';
import type { RedemptionRow } from './redemption';

type Instant = Date | string | null;
type Price = { id: number; name: string; pricePaisa: number };

/** Everything the rules ask about, as one snapshot of the database tells it. */
export type Facts = {
  ord: number;
  time_zone: string | null;
  blocked_until: Instant;
  /** The redemption that this idempotency key made already, and whether it was for the same request. */
  replay: (RedemptionRow & { same: boolean }) | null;
  code_id: string | null;
  code_status: 'available' | 'sold' | 'redeemed' | 'deleted' | null;
  code_sold_at: Instant;
  code_deleted_at: Instant;
  /** Who has the code; a hold of theirs may have run out without its row saying so yet. */
  holder: {
    id: number;
    user_ref: string;
    state: 'held' | 'redeemed';
    created_at: string;
    hold_expires_at: string | null;
  } | null;
  coupon_id: string | null;
  coupon_code: string | null;
  status: 'available' | 'unavailable' | null;
  discount: number | null;
  duration: 'once' | 'repeating' | 'forever' | null;
  cycles: number | null;
  max_redemptions: number | null;
  /** Redeemed and held, without holds whose time is over. */
  taken: string | null;
  release_at: Instant;
  expires_at: Instant;
  deleted_at: Instant;
  security: 'public' | 'restricted' | null;
  unique_redemption: boolean | null;
  earlier: { id: number; created_at: string } | null;
  group_count: string | null;
  group_matched: boolean | null;
  group_names: string[] | null;
  price_count: string | null;
  price_matched: boolean | null;
  price_names: string[] | null;
  price: Price | null;
  price_asked: boolean;
};

const readAll = (sql: Sql, requests: string) => sql<Facts[]>`
  select r.ord, (select time_zone from settings where id = 1) as time_zone,
    (select max(window_started_at) from rate_limits where key = any (r.guess_keys) and window_started_at > r.at)
      as blocked_until,
    (select to_jsonb(m) - 'request_digest' || jsonb_build_object('coupon_code', (select code from coupons where id = m.coupon_id),
        'same', m.request_digest = decode(r.request_digest, 'hex'))
      from redemptions m where m.integrator_id = r.integrator_id and m.idempotency_key = r.idempotency_key) as replay,
    d.id as code_id, d.status as code_status, d.sold_at as code_sold_at, d.deleted_at as code_deleted_at,
    (select to_jsonb(h) from (
      select id, user_ref, state, created_at, hold_expires_at from redemptions
      where code_id = d.id and state in ('held', 'redeemed') limit 1
    ) h) as holder,
    k.id as coupon_id, k.code as coupon_code, k.status, k.discount, k.duration, k.cycles, k.max_redemptions,
    k.redemption_count - (
      select count(*) from redemptions h where h.coupon_id = k.id and h.state = 'held' and h.hold_expires_at <= r.at
    ) as taken,
    k.release_at, k.expires_at, k.deleted_at, k.security, k.unique_redemption,
    case when k.unique_redemption then (select to_jsonb(e) from (
      select id, created_at from redemptions where user_ref = r.user_ref and coupon_id = k.id
        and (state = 'redeemed' or (state = 'held' and hold_expires_at > r.at)) order by id limit 1
    ) e) end as earlier,
    g.count as group_count, g.matched as group_matched, g.names as group_names,
    p.count as price_count, p.matched as price_matched, p.names as price_names,
    (select jsonb_build_object('id', id, 'name', name, 'pricePaisa', price_paisa) from tvod_prices where id = r.tvod_price_id) as price,
    r.tvod_price_id is not null as price_asked
  from jsonb_to_recordset(${requests}::text::jsonb) as r (
    ord int, at timestamptz, digest text, own text, user_ref text, group_ids bigint[], group_names text[],
    tvod_price_id bigint, integrator_id bigint, idempotency_key text, request_digest text, guess_keys text[])
  left join lateral (
    select id, coupon_id, status, sold_at, deleted_at from codes where digest = decode(r.digest, 'hex') limit 1
  ) d on true
  left join lateral (
    select id from coupons where d.id is null and lower(code) = r.own
    order by deleted_at is null desc, id desc limit 1
  ) o on true
  left join lateral (select * from coupons where id = coalesce(d.coupon_id, o.id) limit 1) k on true
  left join lateral (
    select count(*) as count,
      bool_or(l.user_group_id = any (r.group_ids)
        or lower(n.name) = any (array(select lower(x) from unnest(r.group_names) x))) as matched,
      (array_agg(n.name order by lower(n.name)))[1:10] as names
    from coupon_user_groups l join user_groups n on n.id = l.user_group_id where l.coupon_id = k.id
  ) g on true
  left join lateral (
    select count(*) as count, bool_or(l.tvod_price_id = r.tvod_price_id) as matched,
      (array_agg(n.name order by lower(n.name)))[1:10] as names
    from coupon_tvod_prices l join tvod_prices n on n.id = l.tvod_price_id where l.coupon_id = k.id
  ) p on true`;

type Read = (request: RedeemRequest) => Promise<Facts>;

const perClient = new WeakMap<Sql, Read>();

/** The facts of one request, read together with whatever else arrives on this client. */
export function readFacts(sql: Sql, request: RedeemRequest): Promise<Facts> {
  let shared = perClient.get(sql);
  if (!shared) {
    shared = shareStatement<RedeemRequest, Facts>({
      run: async (requests) => {
        const rows = await readAll(sql, JSON.stringify(requests.map((item, ord) => ({ ord, ...item }))));
        return rows.toSorted((a, b) => a.ord - b.ord);
      },
    });
    perClient.set(sql, shared);
  }
  return shared(request);
}
