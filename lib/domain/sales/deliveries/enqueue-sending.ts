import type { Executor } from '@/db/client';
import { enqueueAll } from '@/lib/platform/jobs/queue';

/** The jobs that send these messages, in the transaction that made them. For use cases: it asks for no permission. */
export async function enqueueSending(db: Executor, deliveryIds: number[]): Promise<void> {
  await enqueueAll(
    db,
    'send-delivery',
    deliveryIds.map((deliveryId) => ({ deliveryId, attempt: 1 })),
  );
}
