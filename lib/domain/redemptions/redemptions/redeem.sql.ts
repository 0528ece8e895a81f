import type { Sql } from 'postgres';
import { shareStatement } from '@/lib/core/share-statement';
import { endHolds, expiredAsAudit } from './expire-holds.sql';
import type { RedeemRequest } from './redeem-request';
import { emitExhausted, emitRedeemed } from './redemption-events.sql';

const at = '(select max(at) from request)';
const lapse = endHolds({ coupon: 'coupon', at });
const lapsed = expiredAsAudit({ from: 'freed', at });
const redeemed = emitRedeemed({ from: 'taken', at: 'at', where: 'r.hold_until is null' });
const exhausted = emitExhausted({ taken: 'taken', freed: 'freed', coupon: 'coupon' });

/** What the statement says of a request it took; one it did not take has no row. */
export type Taken = {
  ord: number;
  id: string;
  coupon_id: string;
  coupon_code: string;
  code_id: string | null;
  discount: number;
  duration: 'once' | 'repeating' | 'forever';
  cycles: number;
  amount: string | null;
  amount_off: string | null;
};

/**
 * Takes every request that its coupon's rules allow, in one statement and so in one commit. Right at the default isolation
 * level because the coupons, then the codes, are locked in id order before anything of them is judged, and because unique
 * indexes skip whoever came second. Counters are set from the locked row: Postgres tries an update, checks included, on the
 * snapshot's row first. `rules.ts` states the same rules for people; the tests hold the two together.
 */
const takeAll = (sql: Sql, requests: string) => sql<Taken[]>`
  with request as materialized (
    select * from jsonb_to_recordset(${requests}::text::jsonb) as r (
      ord int, at timestamptz, digest text, own text, user_ref text, group_ids bigint[], group_names text[],
      tvod_price_id bigint, amount bigint, subscription_ref text, hold_until timestamptz, integrator_id bigint, idempotency_key text,
      request_digest text, guess_keys text[], actor_kind text, user_id bigint, api_key_id bigint, actor_name text,
      request_id text)
  ),
  located as materialized (
    select r.*, d.id as code_id, coalesce(d.coupon_id, o.id) as coupon_id
    from request r
    left join lateral (select id, coupon_id from codes where digest = decode(r.digest, 'hex') limit 1) d on true
    left join lateral (
      select id from coupons where d.id is null and lower(code) = r.own and deleted_at is null limit 1
    ) o on true
    where coalesce(d.coupon_id, o.id) is not null
      and not exists (select from rate_limits b where b.key = any (r.guess_keys) and b.window_started_at > r.at)
  ),
  coupon as materialized (
    select * from coupons where id = any (array(select distinct coupon_id from located))
    order by id for no key update
  ),
  code as materialized (
    select id, status, sold_at from codes
    where (select count(*) from coupon) > 0 and id = any (array(select code_id from located where code_id is not null))
    order by id for no key update
  ),
  lapsed as (${sql.unsafe(lapse)}),
  freed as materialized (select coupon_id, code_id, id from lapsed),
  eligible as materialized (
    select l.*, k.code as coupon_code, k.discount, k.duration, k.cycles, k.unique_redemption, k.max_redemptions,
      k.redemption_count - (select count(*) from freed f where f.coupon_id = k.id)
        + row_number() over (partition by k.id order by l.ord) as place,
      coalesce(l.amount, (select price_paisa from tvod_prices where id = l.tvod_price_id)) as paid,
      (select min(g.user_group_id) from coupon_user_groups g join user_groups n on n.id = g.user_group_id
        where g.coupon_id = k.id and (g.user_group_id = any (l.group_ids)
          or lower(n.name) = any (array(select lower(x) from unnest(l.group_names) x)))) as user_group_id
    from located l
    join coupon k on k.id = l.coupon_id
    left join code d on d.id = l.code_id
    where k.deleted_at is null and k.status = 'available'
      and (k.release_at is null or k.release_at <= l.at)
      and (k.expires_at is null or k.expires_at > l.at)
      and case when l.code_id is null then k.security = 'public' and lower(k.code) = l.own
        else d.status in ('available', 'sold') or exists (select from freed f where f.code_id = l.code_id) end
      and not (k.unique_redemption and exists (
        select from redemptions u where u.user_ref = l.user_ref and u.coupon_id = k.id
          and (u.state = 'redeemed' or (u.state = 'held' and u.hold_expires_at > l.at))))
      and (not exists (select from coupon_user_groups g where g.coupon_id = k.id)
        or exists (select from coupon_user_groups g where g.coupon_id = k.id and g.user_group_id = any (l.group_ids))
        or exists (
          select from coupon_user_groups g join user_groups n on n.id = g.user_group_id
          where g.coupon_id = k.id and lower(n.name) = any (array(select lower(x) from unnest(l.group_names) x))))
      and (not exists (select from coupon_tvod_prices p where p.coupon_id = k.id)
        or exists (select from coupon_tvod_prices p where p.coupon_id = k.id and p.tvod_price_id = l.tvod_price_id))
      and (l.tvod_price_id is null or exists (select from tvod_prices p where p.id = l.tvod_price_id))
  ),
  admitted as materialized (
    select nextval('redemptions_id_seq') as id, e.* from eligible e
    where e.max_redemptions is null or e.place <= e.max_redemptions
  ),
  inserted as (
    insert into redemptions (id, coupon_id, code_id, user_ref, unique_user, state, discount, duration, cycles,
      integrator_id, tvod_price_id, user_group_id, amount, amount_off, subscription_ref, idempotency_key, request_digest,
      created_at, hold_expires_at, confirmed_at) overriding system value
    select id, coupon_id, code_id, user_ref, unique_redemption,
      case when hold_until is null then 'redeemed' else 'held' end, discount, duration, cycles, integrator_id,
      tvod_price_id, user_group_id, paid, paid * discount / 100, subscription_ref, idempotency_key,
      decode(request_digest, 'hex'), at, hold_until, case when hold_until is null then at end
    from admitted order by idempotency_key, id
    on conflict do nothing
    returning id, amount_off
  ),
  taken as materialized (select a.*, i.amount_off from admitted a join inserted i on i.id = a.id),
  counted as (
    update coupons c set redemption_count = d.counted
    from (
      select k.id, k.redemption_count + sum(x.change) as counted
      from (select coupon_id, 1 as change from taken union all select coupon_id, -1 from freed) x
      join coupon k on k.id = x.coupon_id group by k.id, k.redemption_count having sum(x.change) <> 0
    ) d where c.id = d.id
  ),
  marked as (
    update codes c set
      status = case when d.at is not null then 'redeemed' when c.sold_at is null then 'available' else 'sold' end,
      redeemed_at = d.at, deleted_at = null
    from (
      select code_id, at from taken where code_id is not null
      union all
      select f.code_id, null from freed f
      where f.code_id is not null and not exists (select from taken t where t.code_id = f.code_id)
    ) d where c.id = d.code_id
  ),
  emitted_redeemed as (${sql.unsafe(redeemed)}),
  emitted_exhausted as (${sql.unsafe(exhausted)}),
  audited as (
    insert into audit_events (at, actor_kind, user_id, api_key_id, actor_name, action, subject_kind, subject_id, data,
      request_id)
    ${sql.unsafe(lapsed)}
    union all
    select at, actor_kind, user_id, api_key_id, actor_name,
      case when hold_until is null then 'redemption.redeemed' else 'redemption.held' end, 'redemption', id,
      jsonb_build_object('couponId', coupon_id, 'codeId', code_id), request_id from taken
  )
  select ord, id, coupon_id, coupon_code, code_id, discount, duration, cycles, paid as amount, amount_off from taken`;

type Take = (request: RedeemRequest) => Promise<Taken | undefined>;

const perClient = new WeakMap<Sql, Take>();

/** Tries to take it, together with whatever else arrives on this client; undefined when some rule refused it. */
export function take(sql: Sql, request: RedeemRequest): Promise<Taken | undefined> {
  let shared = perClient.get(sql);
  if (!shared) {
    shared = shareStatement<RedeemRequest, Taken | undefined>({
      // A second one would wait for the first one's coupons, and halve what each commit carries.
      maxInFlight: 1,
      run: async (requests) => {
        const rows = await takeAll(sql, JSON.stringify(requests.map((item, ord) => ({ ord, ...item }))));
        const answers: (Taken | undefined)[] = requests.map(() => undefined);
        for (const row of rows) answers[row.ord] = row;
        return answers;
      },
    });
    perClient.set(sql, shared);
  }
  return shared(request);
}
