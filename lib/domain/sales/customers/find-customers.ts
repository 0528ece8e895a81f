import { desc, eq, inArray, or, sql } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { erasedContact } from '@/lib/core/erased-contact';
import { parseNepaliMobile, readPhoneFragment } from '@/lib/core/phone';
import { contactFor } from '@/lib/domain/sales/customer-contacts';
import { limitContactSearch, wholeContact } from '@/lib/domain/sales/limit-contact-search';
import { isOneOf } from '@/lib/domain/sales/pins/sold-as';
import { findSales } from '@/lib/domain/sales/sales/find-sales';
import { byContact } from '@/lib/domain/sales/sales/sale-filter';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import type { ContactKind } from './customer-address';
import type { SaleContact } from './customer-of-sale';
import { ofCustomer } from './find-sales.sql';
import { findCustomersInput } from './schemas';

/** A customer that a search found, and the sale that leads to them. */
export type FoundCustomer = {
  saleId: number;
  by: ContactKind;
  contact: string;
  /** With this contact. */
  sales: number;
  lastAt: string;
};
export type FoundCustomers = { rows: FoundCustomer[]; hasMore: boolean };

const mostCustomers = 20;
/** The newest that fit are looked at, and not every one of a domain that all have. */
const salesLookedAt = 500;

/**
 * Customers by a part of a phone number or email address, as sales are searched, or by a whole one that a sale had before it was
 * corrected; `#20` is a sale. The last to buy come first. Anyone who sees no contacts finds them by the whole of one alone.
 * @throws Forbidden, Invalid, RateLimited
 */
export const findCustomers = operation(
  'sales.read',
  findCustomersInput,
  async (ctx: Context<UserActor>, { search }): Promise<FoundCustomers> => {
    recordSecurityEvent(ctx, { kind: 'customers.searched', data: { among: 'customers' } });
    await limitContactSearch(ctx, search);
    const id = /^#([1-9]\d{0,14})$/.exec(search)?.[1];
    const whole = wholeContact(search);
    const isMeant = id
      ? eq(sales.id, Number(id))
      : or(byContact(search, ctx.actor), whole ? isOneOf(sales.id, ofCustomer(whole)) : undefined);
    const found = await ctx.db
      .select({ id: sales.id, phone: sales.phone, email: sales.email, at: sales.createdAt })
      .from(sales)
      .where(inArray(sales.id, await findSales(ctx.db, isMeant, { limit: salesLookedAt })))
      .orderBy(desc(sales.id));
    const customers = new Map<string, { saleId: number; at: Date } & SaleContact>();
    for (const { id: saleId, at, ...contacts } of found) {
      for (const one of meant(contacts, id ? '' : search)) {
        if (!customers.has(one.contact)) customers.set(one.contact, { saleId, at, ...one });
      }
    }
    const shown = [...customers.values()].slice(0, mostCustomers);
    const counts = await countSales(ctx, shown);
    return {
      rows: shown.map(({ saleId, by, contact, at }) => ({
        ...{ saleId, by, lastAt: at.toISOString(), sales: counts.get(contact) ?? 1 },
        contact: contactFor(ctx.actor, contact),
      })),
      hasMore: customers.size > mostCustomers || found.length === salesLookedAt,
    };
  },
);

/** The contacts of a sale that the search means: those that fit it, or all where it was found by another word. */
function meant({ phone, email }: { phone: string | null; email: string | null }, search: string): SaleContact[] {
  const all: SaleContact[] = [
    ...(phone && phone !== erasedContact ? [{ by: 'phone' as const, contact: phone }] : []),
    ...(email && email !== erasedContact ? [{ by: 'email' as const, contact: email }] : []),
  ];
  if (search === '') return all;
  const whole = parseNepaliMobile(search);
  const fragment = readPhoneFragment(search);
  const fits = all.filter(({ by, contact }) => {
    if (by === 'email') return contact.includes(search.toLowerCase());
    if (whole) return contact === whole;
    return fragment !== null && (contact.startsWith(fragment.beginning) || contact.endsWith(fragment.ending));
  });
  return fits.length > 0 ? fits : all.slice(0, 1);
}

async function countSales({ db }: Context, shown: SaleContact[]): Promise<Map<string, number>> {
  const count = async (by: ContactKind) => {
    const wanted = shown.filter((one) => one.by === by).map(({ contact }) => contact);
    if (wanted.length === 0) return [];
    return db
      .select({ contact: sales[by], many: sql<number>`count(*)::float8` })
      .from(sales)
      .where(inArray(sales[by], wanted))
      .groupBy(sales[by]);
  };
  const rows = [...(await count('phone')), ...(await count('email'))];
  return new Map(rows.flatMap(({ contact, many }) => (contact === null ? [] : [[contact, many] as const])));
}
