import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { deliveries } from '@/db/schema/deliveries';
import { sales } from '@/db/schema/sales';
import { NotFound } from '@/lib/core/errors';

const { id, saleId, channel, recipient, goodwillCodeId } = deliveries;

export type DeliveryOfSale = Awaited<ReturnType<typeof getDeliveryOfSale>>;

/** A message together with its sale's state, seller and contacts. @throws NotFound */
export async function getDeliveryOfSale(db: Executor, deliveryId: number) {
  const [row] = await db
    .select({
      id,
      saleId,
      channel,
      recipient,
      goodwillCodeId,
      saleState: sales.state,
      sellerId: sales.sellerId,
      phone: sales.phone,
      email: sales.email,
    })
    .from(deliveries)
    .innerJoin(sales, eq(sales.id, deliveries.saleId))
    .where(eq(deliveries.id, deliveryId));
  if (!row) throw new NotFound('This message');
  return row;
}
