import { desc, eq } from 'drizzle-orm';
import { customerContacts } from '@/db/schema/customer-contacts';
import { sales } from '@/db/schema/sales';
import type { CustomerLanguage } from '@/lib/core/entities/customer-language';
import { isOneOfIds } from '@/lib/domain/sales/pins/sold-as';
import { type SaleSummary, selectSales, toSaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { sumCustomer } from './customer-timeline.sql';
import { countNotes, ownContacts } from './erase-customer.sql';
import { contactsOf, isOpen } from './erase-sales';
import { findSalesOfCustomer } from './find-sales.sql';
import { exportCustomerInput } from './schemas';

const shownSales = 10;

/** What there is of one customer. */
export type CustomerSummary = {
  /** As it is kept, such as `+9779860848045`. */
  contact: string;
  /** All contacts of their sales, which an erasure takes too. */
  contacts: string[];
  sales: number;
  /** Of those that succeeded. */
  amountPaisa: number;
  messages: number;
  notes: number;
  /** As it was imported. */
  language: CustomerLanguage | null;
  /** A sale has no outcome or no PIN yet, and nothing can be erased. */
  isOpen: boolean;
  /** The newest first. */
  lastSales: Pick<SaleSummary, 'id' | 'productName' | 'amountPaisa' | 'state' | 'createdAt'>[];
};

/** Finds one customer by a whole contact; with no sales and no notes, nobody is known by it. @throws Forbidden, Invalid */
export const findCustomer = operation(
  'customers.manage',
  exportCustomerInput,
  async (ctx, { contact }): Promise<CustomerSummary> => {
    recordSecurityEvent(ctx, { kind: 'customers.searched', data: { among: 'customers' } });
    const found = await findSalesOfCustomer(ctx.db, contact);
    const ids = found.map(({ id }) => id);
    const contacts = contactsOf(found);
    const [totals, last, notes, [imported]] = await Promise.all([
      sumCustomer(ctx.db, contact),
      selectSales(ctx.db).where(isOneOfIds(sales.id, ids)).orderBy(desc(sales.id)).limit(shownSales),
      countNotes(ctx.db, ids, await ownContacts(ctx.db, ids, contact, [...contacts])),
      ctx.db
        .select({ language: customerContacts.language })
        .from(customerContacts)
        .where(eq(customerContacts.contact, contact)),
    ]);
    return {
      contact,
      contacts: [...contacts].sort(),
      sales: found.length,
      amountPaisa: totals.amount_paisa,
      messages: totals.messages,
      notes,
      language: imported?.language ?? null,
      isOpen: found.some(isOpen),
      lastSales: last.map(toSaleSummary).map(({ id, productName, amountPaisa, state, createdAt }) => ({
        ...{ id, productName, amountPaisa, state, createdAt },
      })),
    };
  },
);
