import type { DriverRow } from '@/db/driver-row';
import type { codes } from '@/db/schema/coupons';
import type { sales } from '@/db/schema/sales';
import { endOf, validUntil } from '@/lib/domain/coupons/codes/code-validity.sql';
import { commissionOf } from '@/lib/domain/sales/integrator-prices/commission.sql';
import { unitCost } from '@/lib/domain/sales/pins/unit-cost.sql';
import { availableCodes, couponIsUsable } from '@/lib/domain/sales/products/availability.sql';
import { type AuditRequest, auditRequestColumns } from '@/lib/platform/audit/insert-audit.sql';
import { saleTimeline } from './sale-timeline.sql';
import { saleTransfers, saleTransitions } from './sale-transitions';

/** One purchase as the statement takes it: plain JSON. */
export type StockRequest = {
  reference: string;
  product_id: number;
  expected_paisa: number;
  phone: string | null;
  email: string | null;
  language: string | null;
  payment_method: string | null;
  at: string;
  integrator_id: number | null;
} & AuditRequest;

const requestColumns: Record<'ord' | keyof StockRequest, string> = {
  ord: 'int',
  reference: 'text',
  product_id: 'bigint',
  expected_paisa: 'bigint',
  phone: 'text',
  email: 'text',
  language: 'text',
  payment_method: 'text',
  at: 'timestamptz',
  integrator_id: 'bigint',
  ...auditRequestColumns,
};

type Sold = DriverRow<typeof sales, 'pinLastFour' | 'failureCode' | 'failureReason'>;

/** What the statement says of a request. `ord` and `outcome` are always there, the rest as the outcome has it. */
export type StockRow = DriverRow<typeof codes, 'digest' | 'sealed' | 'sealingKeyId' | 'validUntil'> &
  DriverRow<typeof sales, 'amountPaisa'> & { [Name in keyof Sold]: NonNullable<Sold[Name]> } & {
    ord: number;
    outcome:
      | 'repeated'
      | 'waiting'
      | 'contended'
      | 'no_product'
      | 'paused'
      | 'price_changed'
      | 'other_supplier'
      | 'no_credit'
      | 'no_shift'
      | 'failed'
      | 'succeeded';
    product_name: string;
    sale_id: string;
    code_id: string;
    coupon_id: string;
    /** What the buyer's credit is charged when it is sold. */
    charge_paisa: string;
    credit_available_paisa: string | null;
    delivery_ids: string[];
  };

const transfer = saleTransitions.new.succeeded.transfer;
const { from: spentFrom, to: spentTo } = saleTransfers[transfer];

/** SQL for whether seller `r` has an open shift that could not be locked. */
const openShiftIsHeld = `exists (select from shifts x where x.closed_at is null and x.seller_id = r.user_id)
    and not exists (select from shift h where h.seller_id = r.user_id)`;

/** SQL for whether an account of purchase `s` could not be locked. */
const accountIsHeld = `exists (
    select from credit_accounts x where x.integrator_id = s.integrator_id and x.kind in ('${spentFrom}', '${spentTo}')
      and not exists (select from account a where a.id = x.id))`;

/**
 * Purchases from stock, whole: guards, the oldest available codes, the credit, the sales and their timeline. One statement,
 * so that a crash leaves all of it or nothing; $1 is a JSON array of `StockRequest`s with their `ord`. Each request is
 * decided by itself. `waiting` says that somebody else holds the account or the shift that it needs, and `contended` that only a statement of its own can decide: a code or the credit it needs, or its
 * reference, is in another purchase's hands that may yet fail.
 *
 * `eager` skips codes that others hold, and so does `quick`, which also skips accounts and shifts. `patient` waits for all of them, and so
 * knows for sure when no code is left.
 *
 * Lock order: `shift` (id; shared, so that it only waits for a close, which takes nothing else), `account` (kind, then integrator), `code` (coupon, then id), then the unique index of references (reference,
 * then integrator). `lockSale` and `openSupplierSale` take the account first too, so that no two wait for each other.
 * Balances are set from the locked rows: Postgres tries an update, checks included, on the snapshot's row first.
 */
function stockStatement(mode: 'quick' | 'eager' | 'patient'): string {
  const skips = mode === 'quick' ? ' skip locked' : '';
  return `
with request as materialized (
  select r.*, p.name, p.supplier, p.amount_paisa, p.amount_paisa - o.commission_paisa as charge_paisa, o.commission_paisa, p.coupon_id, c.valid_days_after_sale, c.expires_at as coupon_end, p.active and ${couponIsUsable('r.at')} as usable,
    exists (
      select from sales s where s.reference = r.reference and s.integrator_id is not distinct from r.integrator_id
    ) as used,
    row_number() over (partition by r.reference, r.integrator_id order by r.ord) as occurrence,
    (select sales_paused_at is not null from settings where id = 1) is true as paused,
    r.user_id is not null and (select shift_required from settings where id = 1) is true as needs_shift
  from jsonb_to_recordset($1::text::jsonb) as r (
    ${Object.entries(requestColumns)
      .map((column) => column.join(' '))
      .join(', ')})
  left join products p on p.id = r.product_id and p.archived_at is null
  left join coupons c on c.id = p.coupon_id
  left join integrator_prices t on t.integrator_id = r.integrator_id and t.product_id = p.id
  cross join lateral (select ${commissionOf('t', 'p.amount_paisa')} as commission_paisa) o
), shift as materialized (
  select id, seller_id from shifts
  where closed_at is null and seller_id = any (array(select distinct user_id from request))
  order by id for share${skips}
), waiting_shift as materialized (
  select r.ord from request r
  where ${mode === 'quick' ? openShiftIsHeld : 'false'}
), sellable as materialized (
  select r.*, h.id as shift_id from request r left join shift h on h.seller_id = r.user_id
  where not exists (select from waiting_shift w where w.ord = r.ord) and r.supplier = 'stock' and r.amount_paisa = r.expected_paisa and r.occurrence = 1 and not r.used and not r.paused
    and (h.id is not null or not r.needs_shift)
), account as materialized (
  select id, integrator_id, kind, balance_paisa, floor_paisa from credit_accounts
  where integrator_id = any (array(select distinct integrator_id from sellable)) and kind in ('${spentFrom}', '${spentTo}')
  order by kind, integrator_id for no key update${skips}
), waiting_account as materialized (
  select s.ord from sellable s
  where ${mode === 'quick' ? accountIsHeld : 'false'}
), available_account as materialized (
  select integrator_id, id, balance_paisa, floor_paisa from account where kind = '${spentFrom}'
), reserved as (
  select s.*, sum(s.charge_paisa) over (partition by s.integrator_id order by s.charge_paisa, s.ord) as reserved_paisa
  from sellable s where not exists (select from waiting_account w where w.ord = s.ord)
), admitted as materialized (
  select r.*, row_number() over (partition by r.coupon_id, r.usable order by r.ord) as place
  from reserved r left join available_account a on a.integrator_id = r.integrator_id
  where r.integrator_id is null or a.balance_paisa - r.reserved_paisa >= a.floor_paisa
), code as materialized (
  select d.coupon_id, picked.*, row_number() over (partition by d.coupon_id order by picked.id) as place
  from (select coupon_id, count(*) as n from admitted where usable group by coupon_id order by coupon_id) d
  cross join lateral (
    ${availableCodes('d.coupon_id')} limit d.n for update${mode === 'patient' ? '' : ' skip locked'}
  ) picked
), decided as materialized (
  select a.*, 'new' as from_state, k.id as code_id,
    case when k.id is not null then 'succeeded'
      when not a.usable${
        mode === 'patient'
          ? ' or true'
          : ` or (
        ${availableCodes('a.coupon_id')} offset (select count(*) from code o where o.coupon_id = a.coupon_id) limit 1
      ) is null`
      } then 'failed' end as state
  from admitted a left join code k on a.usable and k.coupon_id = a.coupon_id and k.place = a.place
), inserted as (
  insert into sales (reference, integrator_id, api_key_id, seller_id, product_id, supplier, amount_paisa, commission_paisa, phone, email,
    language, payment_method, shift_id, state, code_id, cost_paisa, pin_last_four, failure_code, failure_reason, created_at, settled_at, unseen)
  select reference, integrator_id, api_key_id, user_id, product_id, supplier, amount_paisa, commission_paisa, phone, email,
    language, payment_method, shift_id, state, code_id,
    ${unitCost('code_id')},
    (select last_four from codes where codes.id = code_id), case state when 'failed' then '4000' end,
    case when state = 'succeeded' then null when usable then 'Out of stock' else 'Not on sale' end, at, at,
    user_id is not null
  from decided where state is not null order by reference, integrator_id
  on conflict on constraint sales_reference_key do nothing
  returning id, reference, integrator_id, pin_last_four, failure_code, failure_reason
), sale as materialized (
  select d.*, i.id as sale_id, i.pin_last_four, i.failure_code, i.failure_reason, i.failure_reason as note,
    sum(case d.state when 'succeeded' then d.charge_paisa else 0 end)
      over (partition by d.integrator_id order by d.ord) as charged_paisa
  from decided d join inserted i
    on i.reference = d.reference and i.integrator_id is not distinct from d.integrator_id
), charged as materialized (
  select integrator_id, max(charged_paisa) as amount_paisa from sale where integrator_id is not null group by integrator_id
), balance as (
  update credit_accounts c
  set balance_paisa = a.balance_paisa + case a.kind when '${spentTo}' then d.amount_paisa else -d.amount_paisa end
  from account a join charged d on d.integrator_id = a.integrator_id
  where c.id = a.id and d.amount_paisa > 0
), sold_code as (
  update codes k set status = 'sold', sold_at = s.at, valid_until = ${validUntil('s.at', 's.valid_days_after_sale')}
  from sale s where k.id = s.code_id
  returning k.id, k.digest, k.sealed, k.sealing_key_id, k.valid_until
), transfer as (
  insert into credit_transfers (at, from_account_id, to_account_id, amount_paisa, kind, sale_id, actor_name)
  select s.at, f.id, (select a.id from account a where a.integrator_id = s.integrator_id and a.kind = '${spentTo}'),
    s.charge_paisa, '${transfer}', s.sale_id, s.actor_name
  from sale s join available_account f on f.integrator_id = s.integrator_id where s.state = 'succeeded' order by s.ord
), shift_entry as (
  insert into shift_entries (shift_id, sale_id, kind, method, amount_paisa, at, actor_name)
  select s.shift_id, s.sale_id, 'sale', coalesce(s.payment_method, 'unstated'), s.amount_paisa, s.at, s.actor_name
  from sale s where s.shift_id is not null and s.state = 'succeeded' order by s.ord
), ${saleTimeline('sale')}
select r.ord,
  case
    when r.used or (r.occurrence > 1 and exists (
      select from sale f where f.reference = r.reference and f.integrator_id is not distinct from r.integrator_id
    )) then 'repeated'
    when r.occurrence > 1 then 'contended'
    when r.name is null then 'no_product'
    when r.paused then 'paused'
    when r.amount_paisa <> r.expected_paisa then 'price_changed'
    when r.supplier <> 'stock' then 'other_supplier'
    when r.ord in (select ord from waiting_shift union all select ord from waiting_account) then 'waiting'
    when r.needs_shift and not exists (select from shift h where h.seller_id = r.user_id) then 'no_shift'
    when s.sale_id is not null then s.state
    when d.state is not null then 'repeated'
    when d.ord is null and (a.balance_paisa - coalesce(c.amount_paisa, 0) - r.charge_paisa >= a.floor_paisa) is not true
      then 'no_credit'
    else 'contended' end as outcome,
  r.name as product_name, r.amount_paisa, r.charge_paisa, s.sale_id, s.pin_last_four, s.failure_code, s.failure_reason, s.code_id, s.coupon_id, k.digest, k.sealed,
  k.sealing_key_id, ${endOf('k.valid_until', 'r.coupon_end')} as valid_until, a.balance_paisa - s.charged_paisa as credit_available_paisa,
  array(select m.id from message m where m.sale_id = s.sale_id) as delivery_ids
from request r left join decided d on d.ord = r.ord left join sale s on s.ord = r.ord
  left join sold_code k on k.id = s.code_id left join available_account a on a.integrator_id = r.integrator_id
  left join charged c on c.integrator_id = r.integrator_id`;
}

export const quickPurchase = stockStatement('quick');
export const eagerPurchase = stockStatement('eager');
export const patientPurchase = stockStatement('patient');
