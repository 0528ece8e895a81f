import { erasedContact } from '@/lib/core/erased-contact';
import { contactFor, seesContacts } from '@/lib/domain/sales/customer-contacts';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import type { ContactKind } from './customer-address';
import { chosenOf, contactsOfSale, type SaleContact } from './customer-of-sale';
import { readTimeline, sumCustomer } from './customer-timeline.sql';
import { readTimelineEntries, type TimelineEntry } from './read-timeline-entries';
import { getCustomerInput } from './schemas';

/** All there is of one phone number or email address, contacts as the asking person sees them. */
export type Customer = {
  by: ContactKind;
  contact: string;
  sales: number;
  /** Of the sales that succeeded. */
  amountPaisa: number;
  messages: number;
  firstAt: string | null;
  /** Whether the asking person can write a note. */
  canNote: boolean;
  /** The newest first. */
  timeline: TimelineEntry[];
  /** There is more than was asked for. */
  hasMore: boolean;
};

export type CustomerPage = {
  saleId: number;
  /** Those of the sale, to choose between. */
  contacts: SaleContact[];
  /** Null for a sale without a contact, or whose contact was erased. */
  customer: Customer | null;
  isErased: boolean;
};

/**
 * The customer of a sale, by its phone number or its email address: their sales, the messages, what became of the PINs and the
 * notes. No PIN is in it. Each reading is a security event, without the contact. @throws Forbidden, Invalid, NotFound
 */
export const getCustomer = operation(
  'sales.read',
  getCustomerInput,
  async (ctx: Context<UserActor>, { saleId, by, limit }): Promise<CustomerPage> => {
    const all = await contactsOfSale(ctx.db, saleId);
    const contacts = all.filter(({ contact }) => contact !== erasedContact);
    const chosen = chosenOf(contacts, by);
    const shown = contacts.map((one) => ({ ...one, contact: contactFor(ctx.actor, one.contact) }));
    const page = { saleId, contacts: shown, isErased: all.length > contacts.length };
    if (!chosen) return { ...page, customer: null };
    recordSecurityEvent(ctx, { kind: 'customers.searched', data: { among: 'one_customer' } });
    const [totals, rows] = await Promise.all([
      sumCustomer(ctx.db, chosen.contact),
      readTimeline(ctx.db, chosen.contact, limit + 1),
    ]);
    return {
      ...page,
      customer: {
        by: chosen.by,
        contact: contactFor(ctx.actor, chosen.contact),
        sales: totals.sales,
        amountPaisa: totals.amount_paisa,
        messages: totals.messages,
        firstAt: totals.first_at,
        canNote: seesContacts(ctx.actor),
        timeline: await readTimelineEntries(ctx, rows.slice(0, limit)),
        hasMore: rows.length > limit,
      },
    };
  },
);
