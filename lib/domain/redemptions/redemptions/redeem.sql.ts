import type { DriverRow } from '@/db/driver-row';
import type { redemptions } from '@/db/schema/redemptions';
import { insertAudit } from '@/lib/platform/audit/insert-audit.sql';
import { auditExpiredHolds, endExpiredHolds, freedStatus, placesTaken } from './holds.sql';
import { emitExhausted, emitRedeemed } from './redemption-events.sql';
import { requestColumns, requests } from './request.sql';
import { rules } from './rules';
import { boughtPrice, linkedGroups, ruleConditions } from './rules.sql';
import { shareRequests } from './share-requests';

/** What the statement says of a request it took; one it did not take has no row. */
export type Taken = { ord: number; coupon_code: string } & DriverRow<
  typeof redemptions,
  'id' | 'couponId' | 'codeId' | 'discount' | 'duration' | 'cycles' | 'amount' | 'amountOff'
>;

const at = '(select max(at) from request)';
const expired = 'expired_hold';
const { limit, ...conditions } = ruleConditions({ taken: 'k.taken', expired });
const audit = insertAudit(auditExpiredHolds({ from: expired, at }), {
  from: 'taken',
  at: 'at',
  action: "case when hold_until is null then 'redemption.redeemed' else 'redemption.held' end",
  subjectKind: 'redemption',
  subjectId: 'id',
  data: "jsonb_build_object('couponId', coupon_id, 'codeId', code_id)",
});

/**
 * Takes every request that its coupon's rules allow, in one statement and so in one commit. Right at the default isolation
 * level because of its locks: the coupons in id order, then their codes in id order, before any rule is evaluated, then the
 * expired holds. Unique indexes skip whichever request came second. Counters are set from the locked row: Postgres tries an
 * update, checks included, on the snapshot's row first.
 */
const statement = `
  with request as materialized (select * from ${requests(requestColumns)}),
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
  ${expired} as (${endExpiredHolds({ coupon: 'coupon', at })}),
  eligible as materialized (
    select r.*, k.code as coupon_code, k.discount, k.duration, k.cycles, k.unique_redemption, k.max_redemptions,
      ${placesTaken('k', expired)} + row_number() over (partition by k.id order by r.ord) - 1 as taken,
      coalesce(r.amount, t.price_paisa) as paid, g.matched as user_group_id
    from located r join coupon k on k.id = r.coupon_id left join code d on d.id = r.code_id
    cross join lateral (${linkedGroups()}) g left join lateral (${boughtPrice}) t on true
    where ${rules.flatMap((rule) => (rule === 'limit' ? [] : [conditions[rule]])).join('\n      and ')}
  ),
  admitted as materialized (
    select nextval('redemptions_id_seq') as id, k.* from eligible k where ${limit}
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
      from (select coupon_id, 1 as change from taken union all select coupon_id, -1 from ${expired}) x
      join coupon k on k.id = x.coupon_id group by k.id, k.redemption_count having sum(x.change) <> 0
    ) d where c.id = d.id
  ),
  marked as (
    update codes c set
      status = case when d.at is not null then 'redeemed' else ${freedStatus('c')} end, redeemed_at = d.at, deleted_at = null
    from (
      select code_id, at from taken where code_id is not null
      union all
      select f.code_id, null from ${expired} f
      where f.code_id is not null and not exists (select from taken t where t.code_id = f.code_id)
    ) d where c.id = d.code_id
  ),
  emitted_redeemed as (${emitRedeemed({ from: 'taken', at: 'at', where: 'r.hold_until is null' })}),
  emitted_exhausted as (${emitExhausted({ taken: 'taken', expired, coupon: 'coupon' })}),
  audited as (${audit})
  select ord, id, coupon_id, coupon_code, code_id, discount, duration, cycles, paid as amount, amount_off from taken`;

/**
 * Tries to take a request, together with others that arrive on this client; undefined when some rule refused it. A second
 * statement at a time would wait for the coupons of the first, and halve what each commit carries.
 */
export const take = shareRequests<Taken>(statement, { maxInFlight: 1 });
