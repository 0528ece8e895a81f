import { type Database, type Executor, hotSql, patientConnections, patientDatabase } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { redemptions } from '@/db/schema/redemptions';
import { patienceMs, type WaitByKey, waitByKey } from '@/lib/core/wait-by-key';
import { fitsBudget, hasPlaceLeft } from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import { insertAudit } from '@/lib/platform/audit/insert-audit.sql';
import { webhookOutbox } from '@/lib/platform/webhooks/outbox.sql';
import { auditPaused, countHour, hasPaceLeft, hourColumns, hourIsFull } from './brake.sql';
import { auditExpiredHolds, endExpiredHolds, freedBy, freedStatus } from './holds.sql';
import { located, locatedCoupon } from './located.sql';
import type { RedeemRequest } from './redeem-request';
import { exhaustedEvents, heldEvents, lapsedEvents, pausedEvents, redeemedEvents } from './redemption-events.sql';
import { requestColumns, requests } from './request.sql';
import { rules } from './rules';
import { boughtPlan, boughtPrice, earlierRedemptions, linkedPlans, ruleConditions, whatComesOff } from './rules.sql';
import { runTogether, shareRequests } from './share-requests';

/** What the statement says of a request it took; one it did not take has no row. */
export type Taken = { ord: number; coupon_code: string; percent: number } & DriverRow<
  typeof redemptions,
  | 'id'
  | 'couponId'
  | 'codeId'
  | 'fixedOff'
  | 'duration'
  | 'cycles'
  | 'amount'
  | 'amountOff'
  | 'cappedBy'
  | 'userGroupId'
>;

const at = '(select max(at) from request)';
const expired = 'expired_hold';
/** A budget is asked for what fits by itself first; `admitted` then counts those that share a statement. */
const [taken, spent] = ['(k.redemption_count - f.count)', '(k.spent - f.off)'];
const conditions = ruleConditions({ taken, spent, expired });
const audit = insertAudit(
  auditExpiredHolds({ from: expired, at }),
  {
    from: 'taken',
    at: 'at',
    action: "case when hold_until is null then 'redemption.redeemed' else 'redemption.held' end",
    subjectKind: 'redemption',
    subjectId: 'id',
    data: "jsonb_build_object('couponId', coupon_id, 'codeId', code_id)",
  },
  auditPaused({ from: 'counted' }),
);

/**
 * The places that the coupon has left for this user, the last one first; null where users have no limit, and where it is
 * once, which has an index of its own.
 */
const userSlots = `case when k.redemptions_per_user > 1 then array(
        select s from generate_series(k.redemptions_per_user, 1, -1) s where s <> all (coalesce(e.slots, '{}'))
        limit greatest(0, k.redemptions_per_user - e.count)) end`;

/**
 * Takes every request that its coupon's rules allow, in one statement and so in one commit. Right at the default isolation
 * level because of its locks: the coupons in id order, then their codes in id order, before any rule is evaluated, then the
 * expired holds. Unique indexes skip whichever request came second. Counters are set from the locked row: Postgres tries an
 * update, checks included, on the snapshot's row first. When that row is outdated, the branches of a `union
 * all` in the update are read again and give nothing, so the row would stay as it is: `changed_code` is a statement of its own.
 *
 * `eager` skips coupons and codes that others hold, and says of a request that needs one that it is `contended`: nothing was
 * evaluated. `patient` waits for them.
 */
const takeStatement = (mode: 'eager' | 'patient') => `
  with request as materialized (select * from ${requests(requestColumns)}),
  located as materialized (
    select r.*, d.id as code_id, ${locatedCoupon} as coupon_id
    from request r ${located()}
    where ${locatedCoupon} is not null
      and not exists (select from rate_limits b where b.key = any (r.guess_keys) and b.window_started_at > r.at)
  ),
  coupon as materialized (
    select c.*, ${hourColumns('c', at)} from coupons c where id = any (array(select distinct coupon_id from located))
    order by id for no key update${skips(mode)}
  ),
  code as materialized (
    select id, batch_id, status, sold_at, valid_until from codes
    where id = any (array(
      select l.code_id from located l join coupon k on k.id = l.coupon_id where l.code_id is not null
    ))
    order by id for no key update${skips(mode)}
  ),
  contended as materialized (
    select r.ord, r.coupon_id from located r left join coupon k on k.id = r.coupon_id left join code d on d.id = r.code_id
    where ${mode === 'eager' ? 'k.id is null or (r.code_id is not null and d.id is null)' : 'false'}
  ),
  ${expired} as (${endExpiredHolds({ coupon: 'coupon', at })}),
  eligible as materialized (
    select r.*, k.code as coupon_code, k.discount_bp, k.amount_off as fixed_off, k.duration, k.cycles,
      k.unique_redemption, k.max_redemptions, k.budget, k.hour_limit, k.recent,
      ${taken} + row_number() over w - 1 as taken, row_number() over w as place,
      case when k.budget is not null then
        ${spent} + sum(x.off) over w - x.off end as spent,
      ${userSlots} as slots, row_number() over (partition by k.id, r.user_ref order by r.ord) as nth,
      x.paid, x.off, x.capped_by, coalesce(g.matched, b.id) as user_group_id
    from located r join coupon k on k.id = r.coupon_id left join code d on d.id = r.code_id
    cross join lateral (${freedBy('k', expired)}) f cross join lateral (${earlierRedemptions}) e
    cross join lateral (${linkedPlans()}) g left join lateral (${boughtPlan}) b on true
    left join lateral (${boughtPrice}) t on true cross join lateral (${whatComesOff}) x
    where not exists (select from contended n where n.ord = r.ord) and
      ${rules.flatMap((rule) => (rule === 'limit' ? [] : [conditions[rule]])).join('\n      and ')}
    window w as (partition by k.id order by r.ord)
  ),
  admitted as materialized (
    select nextval('redemptions_id_seq') as id, k.* from eligible k
    where ${hasPlaceLeft('k', 'k.taken')} and ${fitsBudget('k', 'k.spent', 'k.off')} and ${hasPaceLeft('k', 'k.place')}
      and (k.slots is null or k.nth <= cardinality(k.slots))
  ),
  inserted as (
    insert into redemptions (id, coupon_id, code_id, user_ref, unique_user, user_slot, state, discount, discount_bp,
      fixed_off, duration, cycles, integrator_id, tvod_price_id, user_group_id, amount, amount_off, capped_by, renewal,
      subscription_ref, idempotency_key, request_digest, asked, created_at, hold_expires_at, confirmed_at)
      overriding system value
    select id, coupon_id, code_id, user_ref, unique_redemption, slots[nth],
      case when hold_until is null then 'redeemed' else 'held' end, discount_bp / 100, discount_bp, fixed_off, duration,
      cycles, integrator_id, tvod_price_id, user_group_id, paid, off, capped_by, renewal, subscription_ref,
      idempotency_key, request_digests[1], asked, at, hold_until, case when hold_until is null then at end
    from admitted order by idempotency_key, id
    on conflict do nothing
    returning id, amount_off
  ),
  taken as materialized (select a.*, i.amount_off from admitted a join inserted i on i.id = a.id),
  counted as (
    update coupons c set redemption_count = k.redemption_count + d.change, spent = greatest(0, k.spent + d.off),${countHour({ k: 'k', added: 'd.added', at: 'd.at' })}
    from (
      select coupon_id, sum(change) as change, sum(off) as off, count(last_id) as added, max(at) as at,
        max(last_id) as last_id
      from (
        select coupon_id, 1 as change, coalesce(amount_off, 0) as off, at, id as last_id from taken
        union all select coupon_id, -1, -coalesce(amount_off, 0), null, null from ${expired}
      ) x group by coupon_id
    ) d join coupon k on k.id = d.coupon_id where c.id = k.id
    returning c.id, c.code, c.integrator_id, c.max_redemptions, k.hour_limit, d.at, d.last_id,
      d.added > 0 and c.redemption_count = c.max_redemptions as is_exhausted,
      ${hourIsFull({ k: 'k', added: 'd.added' })} as is_paused
  ),
  changed_code as materialized (
    select code_id, at from taken where code_id is not null
    union all
    select f.code_id, null from ${expired} f
    where f.code_id is not null and not exists (select from taken t where t.code_id = f.code_id)
  ),
  marked as (
    update codes c set
      status = case when d.at is not null then 'redeemed' else ${freedStatus('c')} end, redeemed_at = d.at, deleted_at = null
    from changed_code d where c.id = d.code_id
  ),
  emitted as (${webhookOutbox(
    lapsedEvents({ from: expired }),
    heldEvents({ from: 'taken' }),
    redeemedEvents({ from: 'taken', at: 'at', where: 'r.hold_until is null' }),
    exhaustedEvents({ counted: 'counted', taken: 'taken' }),
    pausedEvents({ from: 'counted' }),
  )}),
  audited as (${audit})
  select ord, false as contended, id, coupon_id, coupon_code, code_id, discount_bp / 100.0::float8 as percent, fixed_off, duration,
    cycles, user_group_id, paid as amount, amount_off, capped_by
  from taken
  union all
  select ord, true, null, coupon_id, null, null, null, null, null, null, null, null, null, null from contended`;

function skips(mode: 'eager' | 'patient'): string {
  return mode === 'eager' ? ' skip locked' : '';
}

type Contended = { ord: number; contended: true; coupon_id: string };
type Answer = (Taken & { contended: false }) | Contended | undefined;

/** A second statement at a time would wait for the coupons of the first, and halve what each commit carries. */
const takeEagerly = shareRequests<Exclude<Answer, undefined>>(takeStatement('eager'), { maxInFlight: 1 });
const patientStatement = takeStatement('patient');
const waiters = new WeakMap<Database, WaitByKey<RedeemRequest, Answer | null>>();

/**
 * Tries to take a request, together with others that arrive on this database; undefined when some rule refused it. A coupon or
 * code that somebody else holds is waited for apart from the requests of all others.
 * @throws Busy, with nothing done
 */
export async function take(db: Executor, request: RedeemRequest): Promise<Taken | undefined> {
  const first = await takeEagerly(hotSql(db), request);
  if (!first?.contended) return first;
  const patient = patientDatabase(db);
  const wait = waiters.get(patient) ?? makeWaiter(patient);
  const answer = await wait(first.coupon_id, request, async () => {
    const again = await takeEagerly(hotSql(db), request);
    return again?.contended ? undefined : (again ?? null);
  });
  return answer?.contended ? undefined : (answer ?? undefined);
}

function makeWaiter(patient: Database): WaitByKey<RedeemRequest, Answer | null> {
  const wait = waitByKey<RedeemRequest, Answer | null>({
    run: (requests) => runTogether<Exclude<Answer, undefined>>(patient.$client, patientStatement, requests),
    atOnce: patientConnections,
    patienceMs,
  });
  waiters.set(patient, wait);
  return wait;
}
