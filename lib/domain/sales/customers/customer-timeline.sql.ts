import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { ofCustomer } from './find-sales.sql';

export type TimelineRow = { kind: 'sale' | 'message' | 'redemption' | 'goodwill' | 'note'; id: number };

/**
 * What happened with a customer, the newest first: which rows, to be read by their kind. Of the redemptions those of the PIN of a
 * sale of theirs, of one it had before it was replaced, or of a goodwill code.
 */
export function readTimeline(db: Executor, contact: string, limit: number): Promise<TimelineRow[]> {
  return db.execute<TimelineRow>(sql`
    with sold as materialized (select id, code_id, created_at from sales where id in ${ofCustomer(contact)}),
    pins as (
      select code_id from sold where code_id is not null
      union select r.code_id from replaced_codes r join sold on sold.id = r.sale_id
      union select g.code_id from goodwill_codes g join sold on sold.id = g.sale_id)
    select kind, id::float8 as id from (
      select 'sale' as kind, 1 as rank, id, created_at as at from sold
      union all select 'message', 3, d.id, d.created_at from deliveries d join sold on sold.id = d.sale_id
      -- In two halves, for each has an index of its own.
      union all select 'redemption', 4, r.id, r.created_at from redemptions r join pins on pins.code_id = r.code_id
        where r.state in ('held', 'redeemed')
      union all select 'redemption', 4, r.id, r.created_at from redemptions r join pins on pins.code_id = r.code_id
        where r.state in ('rolled_back', 'lapsed')
      union all select 'goodwill', 2, g.id, g.at from goodwill_codes g join sold on sold.id = g.sale_id
      union all select 'note', 5, n.id, n.at from customer_notes n where n.contact = ${contact}
    ) of_customer
    order by at desc, rank desc, id desc limit ${limit}`);
}

export type CustomerTotals = { sales: number; amount_paisa: number; messages: number; first_at: string | null };

/** How much there is of a customer; the amount is that of the sales that succeeded. */
export async function sumCustomer(db: Executor, contact: string): Promise<CustomerTotals> {
  const [row] = await db.execute<CustomerTotals>(sql`
    with sold as materialized (select id, state, amount_paisa, created_at from sales where id in ${ofCustomer(contact)})
    select count(*)::float8 as sales, coalesce(sum(amount_paisa) filter (where state = 'succeeded'), 0)::float8 as amount_paisa,
      (select count(*) from deliveries d join sold on sold.id = d.sale_id)::float8 as messages,
      to_char(min(created_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as first_at
    from sold`);
  if (!row) throw new Error('The database did not answer.');
  return row;
}
