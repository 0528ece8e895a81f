import { eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { NotFound } from '@/lib/core/errors';
import { contactsFor } from '@/lib/domain/sales/customer-contacts';
import { revealRule } from '@/lib/domain/sales/pins/reveal-sale-pin';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import type { DeliverySummary } from './delivery-summary';
import { listDeliveries } from './list-deliveries';
import { saleMessagesInput } from './schemas';

export type SaleMessages = {
  rows: DeliverySummary[];
  /** The contacts that the sale has now: a message may have gone to an earlier one. */
  phone: string | null;
  email: string | null;
  /** What the asking user must do to read a message, or to send it to another contact. */
  reveal: ReturnType<typeof revealRule>;
};

/** A sale's messages for its page. @throws Forbidden, NotFound */
export const getSaleMessages = operation(
  'sales.read',
  saleMessagesInput,
  async (ctx: Context<UserActor>, { saleId }): Promise<SaleMessages> => {
    const rows = await listDeliveries(ctx, { saleId });
    const [sale] = await ctx.db
      .select({ sellerId: sales.sellerId, phone: sales.phone, email: sales.email })
      .from(sales)
      .where(eq(sales.id, saleId));
    if (!sale) throw new NotFound('The sale');
    const { sellerId, ...contacts } = sale;
    return { rows, ...contactsFor(ctx.actor, contacts), reveal: revealRule(ctx.actor, sellerId) };
  },
);
