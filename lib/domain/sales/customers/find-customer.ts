import { desc, eq, inArray, or } from 'drizzle-orm';
import { customerNotes } from '@/db/schema/customer-notes';
import { deliveries } from '@/db/schema/deliveries';
import { sales } from '@/db/schema/sales';
import { type SaleSummary, selectSales, toSaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
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
    const rows = await selectSales(ctx.db).where(inArray(sales.id, ids)).orderBy(desc(sales.id));
    const succeeded = rows.filter(({ state }) => state === 'succeeded');
    return {
      contact,
      contacts: [...contactsOf(found)].sort(),
      sales: found.length,
      amountPaisa: succeeded.reduce((sum, { amountPaisa }) => sum + amountPaisa, 0),
      messages: await ctx.db.$count(deliveries, inArray(deliveries.saleId, ids)),
      notes: await ctx.db.$count(
        customerNotes,
        or(inArray(customerNotes.saleId, ids), eq(customerNotes.contact, contact)),
      ),
      isOpen: found.some(isOpen),
      lastSales: rows
        .slice(0, shownSales)
        .map(toSaleSummary)
        .map(({ id, productName, amountPaisa, state, createdAt }) => ({
          id,
          productName,
          amountPaisa,
          state,
          createdAt,
        })),
    };
  },
);
