import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { erasedContact } from '@/lib/core/erased-contact';
import { isOpen } from '@/lib/domain/sales/open-sales.sql';
import type { SaleState } from '@/lib/domain/sales/sales/filters';

export type CustomerSale = { id: number; state: SaleState; contacts: string[] };

/** The ids of a customer's sales, as a select in brackets. */
export const ofCustomer = (contact: string) => sql`(
    select id from sales where phone = ${contact} or email = ${contact}
    union select sale_id from deliveries where lower(recipient) = ${contact})`;

/** The sales of a customer, as `lockSalesOfCustomer` has them, without a lock. */
export const findSalesOfCustomer = (db: Executor, contact: string): Promise<CustomerSale[]> =>
  readSales(db, ofCustomer(contact));

/**
 * The sales of a customer: those with the contact, and those whose messages went to it, each with every contact that it or a
 * message of it has. It locks the sales in the order of their ids.
 */
export async function lockSalesOfCustomer(tx: Executor, contact: string): Promise<CustomerSale[]> {
  return lockSales(tx, ofCustomer(contact));
}

export type OldSales = {
  /** An instant in ISO text. */
  before: string;
  /** Sales above this id. */
  after: number;
  limit: number;
};

/** The oldest sales of that sort which have a contact, or a message to one, and an outcome. It locks them in the order of their ids. */
export async function lockSalesWithContact(tx: Executor, { before, after, limit }: OldSales): Promise<CustomerSale[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select s.id::float8 as id from sales s
    where s.id > ${after} and s.created_at < ${before}::timestamptz and not ${sql.raw(isOpen('s'))}
      and (s.phone <> ${erasedContact} or s.email <> ${erasedContact}
        or exists (select from deliveries d where d.sale_id = s.id and d.recipient <> ${erasedContact}))
    order by s.id limit ${limit}`);
  const ids = JSON.stringify(rows.map(({ id }) => id));
  return lockSales(tx, sql`(select jsonb_array_elements_text(${ids}::text::jsonb)::int8)`);
}

async function lockSales(tx: Executor, ids: SQL): Promise<CustomerSale[]> {
  await tx.execute(sql`select from sales where id in ${ids} order by id for no key update`);
  // Read once the locks are there: who held them may have erased the same customer.
  return readSales(tx, ids);
}

const readSales = (db: Executor, ids: SQL): Promise<CustomerSale[]> =>
  db.execute<CustomerSale>(sql`
    select s.id::float8 as id, s.state, array(
      select distinct c from (
        select s.phone union all select s.email union all select d.recipient from deliveries d where d.sale_id = s.id
      ) of_sale (c) where c is not null
    ) as contacts
    from sales s where s.id in ${ids} order by s.id`);
