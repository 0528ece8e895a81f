import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { erasedContact } from '@/lib/core/erased-contact';

export type ContactRow = {
  contact: string;
  language: string;
  sales: number;
  last_at: string | null;
};

/**
 * Every contact after one, in order, with the language in which its customer is written to, as `customerLanguageOf` has it, and its
 * sales. Each of the three reads goes along its own index, so that a page costs the same wherever it is. Locks nothing.
 */
export async function readContacts(db: Executor, after: string, limit: number): Promise<ContactRow[]> {
  return db.execute<ContactRow>(sql`
    with page as materialized (
      select contact from (
        (select distinct phone as contact from sales
          where phone > ${after} and phone <> ${erasedContact} order by contact limit ${limit})
        union (select distinct email from sales
          where email > ${after} and email <> ${erasedContact} order by email limit ${limit})
        union (select contact from customer_contacts where contact > ${after} order by contact limit ${limit})
      ) known order by contact limit ${limit}
    )
    select p.contact, s.sales, s.last_at::text as last_at, coalesce(l.language, c.language, 'en') as language
    from page p
    left join customer_contacts c on c.contact = p.contact
    cross join lateral (
      select count(*)::float8 as sales, max(created_at) as last_at from sales
      where phone = p.contact or email = p.contact
    ) s
    left join lateral (
      select language from sales
      where (phone = p.contact or email = p.contact) and language is not null order by id desc limit 1
    ) l on true
    order by p.contact`);
}

/** How many of them there are. */
export async function countContacts(db: Executor): Promise<number> {
  const [row] = await db.execute<{ many: number }>(sql`
    select count(*)::float8 as many from (
      select phone from sales where phone is not null and phone <> ${erasedContact}
      union select email from sales where email is not null and email <> ${erasedContact}
      union select contact from customer_contacts
    ) known`);
  return row?.many ?? 0;
}
