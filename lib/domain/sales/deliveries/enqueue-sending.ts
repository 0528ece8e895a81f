import type { Executor } from '@/db/client';
import { enqueueAll } from '@/lib/platform/jobs/queue';

/** A queue of its own for goodwill codes: a process of the version before would send the sale's PIN in their place. */
export type SendingJob = 'send-delivery' | 'send-goodwill';

export const sendingJobOf = ({ goodwillCodeId }: { goodwillCodeId: number | null }): SendingJob =>
  goodwillCodeId === null ? 'send-delivery' : 'send-goodwill';

/** The jobs that send these messages, in the transaction that made them. For use cases: it asks for no permission. */
export async function enqueueSending(
  db: Executor,
  deliveryIds: number[],
  job: SendingJob = 'send-delivery',
): Promise<void> {
  await enqueueAll(
    db,
    job,
    deliveryIds.map((deliveryId) => ({ deliveryId, attempt: 1 })),
  );
}
