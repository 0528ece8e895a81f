import { availableCodes, couponIsUsable } from '@/lib/products/availability';
import { instantText, webhookOutbox } from '@/lib/webhooks/outbox';

const saleSucceeded = webhookOutbox({
  type: 'sale.succeeded',
  from: 'sale cross join wanted w',
  where: "sale.state = 'succeeded'",
  integratorId: '$2::bigint',
  at: '$9::timestamptz',
  data: {
    sale_id: 'sale.id',
    reference: '$1::text',
    product_id: 'w.id',
    amount_paisa: 'w.amount_paisa',
    supplier: 'w.supplier',
    succeeded_at: instantText('$9::timestamptz'),
  },
});

/**
 * A purchase from stock, whole: guards, the oldest available code, the credit, the sale, its timeline and its audit
 * row. One statement, so that a crash leaves all of it or nothing. $1 reference, $2 integrator, $3 key, $4 seller,
 * $5 product, $6 expected price, $7 phone, $8 email, $9 now, $10 actor kind, $11 actor name, $12 request id.
 *
 * `eager` skips codes that another purchase holds and says `contended` when only such are left: that purchase may yet
 * fail. `patient` waits for them, and so knows for sure when none is left.
 *
 * Locks are taken in one order: code, `available`, `consumed`, reference. Nobody waits in a circle.
 */
function stockStatement(mode: 'eager' | 'patient'): string {
  return `
with existing as materialized (
  select id from sales where reference = $1::text and integrator_id is not distinct from $2::bigint
), product as materialized (
  select p.id, p.name, p.supplier, p.amount_paisa, p.coupon_id,
    (select sales_paused_at is not null from settings where id = 1) is true as paused,
    p.active and ${couponIsUsable('$9::timestamptz')} as usable
  from products p left join coupons c on c.id = p.coupon_id
  where p.id = $5::bigint and p.archived_at is null
), account as materialized (
  select balance_paisa, floor_paisa from credit_accounts where integrator_id = $2::bigint and kind = 'available'
), wanted as materialized (
  select p.* from product p
  where not p.paused and p.supplier = 'stock' and p.amount_paisa = $6::bigint
    and not exists (select from existing)
    and ($2::bigint is null or exists (select from account a where a.balance_paisa - p.amount_paisa >= a.floor_paisa))
), code as materialized (
  select picked.id from wanted w cross join lateral (
    ${availableCodes('w.coupon_id')} limit 1 for update${mode === 'eager' ? ' skip locked' : ''}
  ) picked
  where w.usable
), debit as (
  update credit_accounts a set balance_paisa = a.balance_paisa - w.amount_paisa
  from wanted w, code
  where a.integrator_id = $2::bigint and a.kind = 'available' and a.balance_paisa - w.amount_paisa >= a.floor_paisa
  returning a.id, a.balance_paisa
), paid as materialized (
  select code.id from code where $2::bigint is null
  union all
  select code.id from code, debit
), consumed as (
  update credit_accounts a set balance_paisa = a.balance_paisa + w.amount_paisa
  from wanted w, debit
  where a.integrator_id = $2::bigint and a.kind = 'consumed'
  returning a.id
), sold as (
  update codes k set status = 'sold', sold_at = $9::timestamptz
  from paid where k.id = paid.id and k.status = 'available'
  returning k.id, k.digest, k.sealed, k.sealing_key_id, k.last_four
), sale as (
  insert into sales (reference, integrator_id, api_key_id, seller_id, product_id, supplier, amount_paisa, phone, email,
    state, code_id, pin_last_four, failure_code, failure_reason, created_at, settled_at)
  select $1::text, $2::bigint, $3::bigint, $4::bigint, w.id, w.supplier, w.amount_paisa, $7::text, $8::text,
    case when paid.id is null then 'failed' else 'succeeded' end, sold.id, sold.last_four,
    case when paid.id is null then '4000' end,
    case when paid.id is not null then null when w.usable then 'Out of stock' else 'Not on sale' end,
    $9::timestamptz, $9::timestamptz
  from wanted w left join paid on true left join sold on true
  where paid.id is not null or (not exists (select from code) and (not w.usable or ${
    mode === 'patient' ? 'true' : `(${availableCodes('w.coupon_id')} limit 1) is null`
  }))
  returning id, state, pin_last_four, failure_code, failure_reason
), transfer as (
  insert into credit_transfers (at, from_account_id, to_account_id, amount_paisa, kind, sale_id, actor_name)
  select $9::timestamptz, debit.id, consumed.id, w.amount_paisa, 'purchase', sale.id, $11::text
  from debit cross join wanted w left join consumed on true left join sale on true
), event as (
  insert into sale_events (sale_id, at, state, actor_name, note)
  select id, $9::timestamptz, state, $11::text, failure_reason from sale
), audit as (
  insert into audit_events (at, actor_kind, user_id, api_key_id, actor_name, action, subject_kind, subject_id, data,
    request_id)
  select $9::timestamptz, $10::text, $4::bigint, $3::bigint, $11::text, 'sale.' || sale.state, 'sale', sale.id,
    jsonb_build_object('productId', w.id, 'amountPaisa', w.amount_paisa), $12::text
  from sale, wanted w
), told as (${saleSucceeded})
select case
    when exists (select from existing) then 'repeated'
    when p.id is null then 'no_product'
    when p.paused then 'paused'
    when p.amount_paisa <> $6::bigint then 'price_changed'
    when p.supplier <> 'stock' then 'other_supplier'
    when sale.id is not null then sale.state
    when not exists (select from wanted) or exists (select from code) then 'no_credit'
    else 'contended' end as outcome,
  p.name as "productName", p.amount_paisa as "amountPaisa", p.supplier, sale.id as "saleId",
  sale.pin_last_four as "pinLastFour", sale.failure_code as "failureCode", sale.failure_reason as "failureReason",
  sold.digest, sold.sealed, sold.sealing_key_id as "sealingKeyId",
  coalesce(debit.balance_paisa, account.balance_paisa) as "creditAvailablePaisa"
from (select) one left join product p on true left join sale on true left join sold on true left join debit on true
  left join account on true`;
}

export const eagerPurchase = stockStatement('eager');
export const patientPurchase = stockStatement('patient');
