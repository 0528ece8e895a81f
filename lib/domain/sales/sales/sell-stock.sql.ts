import { insertDeliveries } from '@/lib/domain/sales/deliveries/insert-deliveries';
import { availableCodes, couponIsUsable } from '@/lib/domain/sales/products/availability';
import { instantText, webhookOutbox } from '@/lib/platform/webhooks/outbox';

const saleSucceeded = webhookOutbox({
  type: 'sale.succeeded',
  from: 'taken t',
  where: "t.state = 'succeeded'",
  integratorId: 't.integrator_id',
  at: 't.at',
  data: {
    sale_id: 't.sale_id',
    reference: 't.reference',
    product_id: 't.product_id',
    amount_paisa: 't.amount_paisa',
    supplier: 't.supplier',
    succeeded_at: instantText('t.at'),
  },
});

const messages = insertDeliveries({
  from: "taken t where t.state = 'succeeded'",
  saleId: 't.sale_id',
  phone: 't.phone',
  email: 't.email',
  at: 't.at',
});

/**
 * Purchases from stock, whole: guards, the oldest available codes, the credit, the sales, their timelines, messages,
 * events and audit rows. One statement, so that a crash leaves all of it or nothing; $1 is a JSON array of requests.
 * Each request is judged by itself. `contended` says that only a statement of its own can tell: a code or the credit it
 * needs, or its reference, is in another purchase's hands that may yet fail.
 *
 * `eager` skips codes that others hold. `patient` waits for them, and so knows for sure when none is left.
 *
 * Locks are taken in one order, each kind in order too: accounts, codes, references. Nobody waits in a circle. Balances
 * are set from the locked rows: Postgres tries an update, checks included, on the snapshot's row first.
 */
function stockStatement(mode: 'eager' | 'patient'): string {
  return `
with request as materialized (
  select r.*, p.name, p.supplier, p.amount_paisa, p.coupon_id, p.active and ${couponIsUsable('r.at')} as usable,
    exists (
      select from sales s where s.reference = r.reference and s.integrator_id is not distinct from r.integrator_id
    ) as used,
    row_number() over (partition by r.reference, r.integrator_id order by r.ord) as turn,
    (select sales_paused_at is not null from settings where id = 1) is true as paused
  from jsonb_to_recordset($1::text::jsonb) as r (
    ord int, reference text, integrator_id bigint, api_key_id bigint, user_id bigint, product_id bigint,
    expected_paisa bigint, phone text, email text, at timestamptz, actor_kind text, actor_name text, request_id text)
  left join products p on p.id = r.product_id and p.archived_at is null
  left join coupons c on c.id = p.coupon_id
), wanted as materialized (
  select * from request
  where supplier = 'stock' and amount_paisa = expected_paisa and turn = 1 and not used and not paused
), account as materialized (
  select id, integrator_id, kind, balance_paisa, floor_paisa from credit_accounts
  where integrator_id = any (array(select distinct integrator_id from wanted)) and kind in ('available', 'consumed')
  order by kind, integrator_id for no key update
), purse as materialized (
  select integrator_id, id, balance_paisa, floor_paisa from account where kind = 'available'
), claim as (
  select w.*, sum(w.amount_paisa) over (partition by w.integrator_id order by w.amount_paisa, w.ord) as claimed
  from wanted w
), admitted as materialized (
  select c.*, row_number() over (partition by c.coupon_id, c.usable order by c.ord) as place
  from claim c left join purse u on u.integrator_id = c.integrator_id
  where c.integrator_id is null or u.balance_paisa - c.claimed >= u.floor_paisa
), code as materialized (
  select d.coupon_id, picked.*, row_number() over (partition by d.coupon_id order by picked.id) as place
  from (select coupon_id, count(*) as n from admitted where usable group by coupon_id order by coupon_id) d
  cross join lateral (
    ${availableCodes('d.coupon_id')} limit d.n for update${mode === 'eager' ? ' skip locked' : ''}
  ) picked
), judged as materialized (
  select a.*, k.id as code_id,
    case when k.id is not null then 'succeeded'
      when not a.usable${
        mode === 'patient'
          ? ' or true'
          : ` or (
        ${availableCodes('a.coupon_id')} offset (select count(*) from code o where o.coupon_id = a.coupon_id) limit 1
      ) is null`
      } then 'failed' end as state
  from admitted a left join code k on a.usable and k.coupon_id = a.coupon_id and k.place = a.place
), sale as (
  insert into sales (reference, integrator_id, api_key_id, seller_id, product_id, supplier, amount_paisa, phone, email,
    state, code_id, pin_last_four, failure_code, failure_reason, created_at, settled_at)
  select reference, integrator_id, api_key_id, user_id, product_id, supplier, amount_paisa, phone, email, state, code_id,
    (select last_four from codes where codes.id = code_id), case state when 'failed' then '4000' end,
    case when state = 'succeeded' then null when usable then 'Out of stock' else 'Not on sale' end, at, at
  from judged where state is not null order by reference, integrator_id
  on conflict on constraint sales_reference_key do nothing
  returning id, reference, integrator_id, pin_last_four, failure_code, failure_reason
), taken as materialized (
  select j.*, s.id as sale_id, s.pin_last_four, s.failure_code, s.failure_reason,
    sum(case j.state when 'succeeded' then j.amount_paisa else 0 end)
      over (partition by j.integrator_id order by j.ord) as spent
  from judged j join sale s on s.reference = j.reference and s.integrator_id is not distinct from j.integrator_id
), spending as materialized (
  select integrator_id, max(spent) as amount from taken where integrator_id is not null group by integrator_id
), moved as (
  update credit_accounts c
  set balance_paisa = a.balance_paisa + case a.kind when 'consumed' then s.amount else -s.amount end
  from account a join spending s on s.integrator_id = a.integrator_id
  where c.id = a.id and s.amount > 0
), sold as (
  update codes k set status = 'sold', sold_at = t.at from taken t where k.id = t.code_id
  returning k.id, k.digest, k.sealed, k.sealing_key_id
), transfer as (
  insert into credit_transfers (at, from_account_id, to_account_id, amount_paisa, kind, sale_id, actor_name)
  select t.at, u.id, (select a.id from account a where a.integrator_id = t.integrator_id and a.kind = 'consumed'),
    t.amount_paisa, 'purchase', t.sale_id, t.actor_name
  from taken t join purse u on u.integrator_id = t.integrator_id where t.state = 'succeeded' order by t.ord
), timeline as (
  insert into sale_events (sale_id, at, state, actor_name, note)
  select sale_id, at, state, actor_name, failure_reason from taken order by ord
), audit as (
  insert into audit_events (at, actor_kind, user_id, api_key_id, actor_name, action, subject_kind, subject_id, data,
    request_id)
  select at, actor_kind, user_id, api_key_id, actor_name, 'sale.' || state, 'sale', sale_id,
    jsonb_build_object('productId', product_id, 'amountPaisa', amount_paisa), request_id
  from taken order by ord
), told as (${saleSucceeded}
), message as (${messages})
select r.ord,
  case
    when r.used or (r.turn > 1 and exists (
      select from taken f where f.reference = r.reference and f.integrator_id is not distinct from r.integrator_id
    )) then 'repeated'
    when r.turn > 1 then 'contended'
    when r.name is null then 'no_product'
    when r.paused then 'paused'
    when r.amount_paisa <> r.expected_paisa then 'price_changed'
    when r.supplier <> 'stock' then 'other_supplier'
    when t.sale_id is not null then t.state
    when j.state is not null then 'repeated'
    when j.ord is null and (u.balance_paisa - coalesce(s.amount, 0) - r.amount_paisa >= u.floor_paisa) is not true
      then 'no_credit'
    else 'contended' end as outcome,
  r.name as "productName", r.amount_paisa as "amountPaisa", t.sale_id as "saleId", t.pin_last_four as "pinLastFour",
  t.failure_code as "failureCode", t.failure_reason as "failureReason", k.digest, k.sealed,
  k.sealing_key_id as "sealingKeyId", u.balance_paisa - t.spent as "creditAvailablePaisa",
  array(select m.id from message m where m.sale_id = t.sale_id) as "deliveryIds"
from request r left join judged j on j.ord = r.ord left join taken t on t.ord = r.ord left join sold k on k.id = t.code_id
  left join purse u on u.integrator_id = r.integrator_id left join spending s on s.integrator_id = r.integrator_id`;
}

export const eagerPurchase = stockStatement('eager');
export const patientPurchase = stockStatement('patient');
