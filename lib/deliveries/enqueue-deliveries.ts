import { deliveries } from '@/db/schema/sales';
import { assertCan } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { enqueueAll } from '@/lib/jobs/queue';

export type EnqueueDeliveriesInput = { saleId: number; phone: string | null; email: string | null };

/**
 * Makes a message of each contact that was given and its job, in the sale's own transaction: they exist exactly when the
 * sale does. `phone` is `+977…`. @throws Forbidden
 */
export async function enqueueDeliveries(ctx: Context, { saleId, phone, email }: EnqueueDeliveriesInput): Promise<void> {
  assertCan(ctx, 'sales.sell');
  const now = ctx.now();
  const base = { saleId, createdAt: now, updatedAt: now };
  const rows = [
    ...(phone ? [{ ...base, channel: 'sms' as const, recipient: phone }] : []),
    ...(email ? [{ ...base, channel: 'email' as const, recipient: email }] : []),
  ];
  if (rows.length === 0) return;
  const made = await ctx.db.insert(deliveries).values(rows).returning({ deliveryId: deliveries.id });
  await enqueueAll(
    ctx.db,
    'send-delivery',
    made.map(({ deliveryId }) => ({ deliveryId, attempt: 1 })),
  );
}
