import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { deliveries, sales } from '@/db/schema/sales';
import { NotFound } from '@/lib/errors';

const { id, saleId, channel, recipient } = deliveries;

/** A message together with the state of its sale. @throws NotFound */
export async function getDeliveryOfSale(db: Executor, deliveryId: number) {
  const [row] = await db
    .select({ id, saleId, channel, recipient, saleState: sales.state })
    .from(deliveries)
    .innerJoin(sales, eq(sales.id, deliveries.saleId))
    .where(eq(deliveries.id, deliveryId));
  if (!row) throw new NotFound('This message');
  return row;
}
