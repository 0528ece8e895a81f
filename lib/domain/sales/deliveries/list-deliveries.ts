import { and, asc, eq } from 'drizzle-orm';
import { deliveries } from '@/db/schema/deliveries';
import { contactFor } from '@/lib/domain/sales/customer-contacts';
import { operation } from '@/lib/platform/context/operation';
import { carriesPin, type DeliverySummary, summaryColumns, toSummary } from './delivery-summary';
import { saleMessagesInput } from './schemas';

/** The messages of a sale, the oldest first; none of them carries the PIN. @throws Forbidden */
export const listDeliveries = operation(
  'sales.read',
  saleMessagesInput,
  async (ctx, { saleId }): Promise<DeliverySummary[]> => {
    const rows = await ctx.db
      .select(summaryColumns)
      .from(deliveries)
      .where(and(eq(deliveries.saleId, saleId), carriesPin))
      .orderBy(asc(deliveries.id));
    return rows.map(toSummary).map((row) => ({ ...row, recipient: contactFor(ctx.actor, row.recipient) }));
  },
);
