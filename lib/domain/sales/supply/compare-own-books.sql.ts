import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { OwnDifferenceKind } from '@/lib/core/entities/book-difference';

export type OwnDifferenceRow = {
  kind: OwnDifferenceKind;
  reference: string;
  sale_id: number | null;
  ours: string;
  theirs: string;
  ours_paisa: number | null;
  theirs_paisa: number | null;
};

/** `settledBefore`: a sale that ended later may still be on its way to its seller. */
type Span = { from: Date; until: Date; settledBefore: Date };

/**
 * Where sales, redemptions and the ledger disagree: among the sales and redemptions of the span, and among what waits for a person
 * of any day, so that what is gone is seen to be gone. One statement, and so one instant of all three. Locks nothing.
 */
export function findOwnDifferences(db: Executor, { from, until, settledBefore }: Span): Promise<OwnDifferenceRow[]> {
  const [since, before, settled] = [from, until, settledBefore].map((at) => sql`${at.toISOString()}::timestamptz`);
  return db.execute<OwnDifferenceRow>(sql`
    with waiting as materialized (
      select kind, reference, sale_id from supplier_differences where closed_at is null),
    used as materialized (
      select id from redemptions where created_at >= ${since} and created_at < ${before}
      union select reference::bigint from waiting where kind = 'redeemed_never_sold'),
    sold as materialized (
      select id from sales where created_at >= ${since} and created_at < ${before}
      union select sale_id from waiting where kind in ('sold_never_delivered', 'ledger') and sale_id is not null),
    unsold as (
      select 'redeemed_never_sold' as kind, r.id::text as reference, s.id as sale_id,
        coalesce(s.state, 'never sold') as ours, r.state as theirs, 0::bigint as ours_paisa, r.amount_off as theirs_paisa
      from used join redemptions r on r.id = used.id join coupons k on k.id = r.coupon_id
      left join lateral (
        select x.id, x.state from sales x where x.code_id = r.code_id
        union all select x.id, 'replaced' from replaced_codes p join sales x on x.id = p.sale_id where p.code_id = r.code_id
        limit 1) s on true
      where r.state = 'redeemed' and r.code_id is not null and k.requires_sale and s.state is distinct from 'succeeded'
        and exists (select from products p where p.coupon_id = k.id)
        and not exists (select from goodwill_codes g where g.code_id = r.code_id)),
    undelivered as (
      select 'sold_never_delivered' as kind, s.id::text as reference, s.id as sale_id, s.state as ours,
        'not shown, not sent' as theirs, s.amount_paisa as ours_paisa, null::bigint as theirs_paisa
      from sold join sales s on s.id = sold.id
      where s.state = 'succeeded' and s.unseen and s.settled_at < ${settled}
        and not exists (select from deliveries d
          where d.sale_id = s.id and d.goodwill_code_id is null and d.state in ('queued', 'sent', 'delivered'))),
    -- A purchase takes its amount without the commission from what can be spent, and gives back what did not come about.
    booked as (
      select s.id, s.state, case when s.state in ('failed', 'refunded', 'voided') then 0 else s.amount_paisa - s.commission_paisa
          - coalesce((select g.amount_paisa from goodwill_refunds g where g.sale_id = s.id), 0) end as due,
        coalesce((select sum(case when f.kind = 'available' then t.amount_paisa when g.kind = 'available' then -t.amount_paisa else 0 end)
          from credit_transfers t join credit_accounts f on f.id = t.from_account_id join credit_accounts g on g.id = t.to_account_id
          where t.sale_id = s.id), 0) as taken
      from sold join sales s on s.id = sold.id where s.integrator_id is not null),
    -- What failed at once never went into a till.
    tills as (
      select s.id, s.state, s.amount_paisa as due, coalesce((
          select sum(e.amount_paisa) from shift_entries e where e.sale_id = s.id and e.kind <> 'goodwill'), 0) as taken
      from sold join sales s on s.id = sold.id
      where s.shift_id is not null and s.state not in ('failed', 'refunded', 'voided')),
    accounts as (
      select a.id, a.kind, a.balance_paisa as due, coalesce((
          select sum(t.amount_paisa) from credit_transfers t where t.to_account_id = a.id), 0) - coalesce((
          select sum(t.amount_paisa) from credit_transfers t where t.from_account_id = a.id), 0) as taken
      from credit_accounts a),
    ledger as (
      select 'ledger' as kind, 'sale-' || id as reference, id as sale_id, state as ours, 'credit' as theirs, due, taken
        from booked where due <> taken
      union all select 'ledger', 'sale-' || id, id, state, 'till', due, taken from tills where due <> taken
      union all select 'ledger', 'account-' || id, null, kind, 'transfers', due, taken from accounts where due <> taken)
    select kind, reference, sale_id::float8 as sale_id, ours, theirs, ours_paisa::float8 as ours_paisa, theirs_paisa::float8 as theirs_paisa
    from (select * from unsold union all select * from undelivered union all select * from ledger) found
    order by kind, reference`);
}

/** How many sales of own stock were made in a span. */
export async function countOwnSales(db: Executor, { from, until }: Pick<Span, 'from' | 'until'>): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::float8 as count from sales where supplier = 'stock'
      and created_at >= ${from.toISOString()}::timestamptz and created_at < ${until.toISOString()}::timestamptz`);
  return row?.count ?? 0;
}
