import { and, desc, eq, inArray, isNotNull, or } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { customerContacts } from '@/db/schema/customer-contacts';
import { sales } from '@/db/schema/sales';
import type { CustomerLanguage } from '@/lib/core/entities/customer-language';
import { isContact } from '@/lib/core/erased-contact';

type Sale = { phone: string | null; email: string | null; language: CustomerLanguage | null };

/**
 * The language in which the customer of a sale is written to: as it was chosen at the sale, else as it was last chosen for one of its
 * contacts, for as long as these are kept, or else as it was imported with one of them.
 */
export async function customerLanguageOf(db: Executor, { phone, email, language }: Sale): Promise<CustomerLanguage> {
  const isTheirs = or(
    isContact(phone) ? eq(sales.phone, phone) : undefined,
    isContact(email) ? eq(sales.email, email) : undefined,
  );
  if (language || !isTheirs) return language ?? 'en';
  const [last] = await db
    .select({ language: sales.language })
    .from(sales)
    .where(and(isTheirs, isNotNull(sales.language)))
    .orderBy(desc(sales.id))
    .limit(1);
  if (last?.language) return last.language;
  const contacts = [phone, email].filter((contact) => isContact(contact));
  const [imported] = await db
    .select({ language: customerContacts.language })
    .from(customerContacts)
    .where(and(inArray(customerContacts.contact, contacts), isNotNull(customerContacts.language)))
    .orderBy(desc(customerContacts.id))
    .limit(1);
  return imported?.language ?? 'en';
}
