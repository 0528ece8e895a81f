import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';
import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { enqueueAll } from '@/lib/platform/jobs/queue';
import { insertDeliveries } from './insert-deliveries';

export type EnqueueDeliveriesInput = { saleId: number; phone: string | null; email: string | null };

const statement = insertDeliveries({
  from: '(select) one',
  saleId: '$1::bigint',
  phone: '$2::text',
  email: '$3::text',
  at: '$4::timestamptz',
});

/**
 * Makes a message of each contact that was given and its job, in the sale's own transaction: they exist exactly when the
 * sale does. `phone` is `+977…`. @throws Forbidden
 */
export async function enqueueDeliveries(ctx: Context, { saleId, phone, email }: EnqueueDeliveriesInput): Promise<void> {
  assertCan(ctx, 'sales.sell');
  const made = await runStatement<{ id: string }>(ctx.db, statement, [saleId, phone, email, ctx.now().toISOString()]);
  await enqueueSending(
    ctx.db,
    made.map(({ id }) => Number(id)),
  );
}

/** The jobs that send these messages, in the transaction that made them. For verbs: it asks for no permission. */
export async function enqueueSending(db: Executor, deliveryIds: number[]): Promise<void> {
  await enqueueAll(
    db,
    'send-delivery',
    deliveryIds.map((deliveryId) => ({ deliveryId, attempt: 1 })),
  );
}
