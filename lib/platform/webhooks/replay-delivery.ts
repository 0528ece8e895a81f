import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { webhookDeliveries, webhookEvents } from '@/db/schema/webhooks';
import { NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertOn } from './assert-on';
import { isDelivery, lockEndpoint } from './endpoint-summary';
import { webhookDeliveryInput } from './schemas';

/**
 * Sends one message again now, under the same id, with the whole schedule ahead of it; also one that was delivered, and also
 * while its endpoint is paused. One that is asked for already stays as it is. @throws Forbidden, Invalid, NotFound, Conflict (`webhook_off`)
 */
export const replayDelivery = operation('webhooks.write', webhookDeliveryInput, (ctx, input) =>
  inTransaction(ctx, (tx) => sendAgain(tx, input)),
);

/**
 * For use cases: it asks for no permission.
 * @throws NotFound (also of what the actor does not reach), Conflict (`webhook_off`)
 */
export async function sendAgain(tx: Context, asked: z.output<typeof webhookDeliveryInput>): Promise<{ id: number }> {
  const { deliveryId } = asked;
  const [found] = await tx.db
    .select({ endpointId: webhookDeliveries.endpointId, eventType: webhookEvents.type })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(isDelivery(tx, asked));
  if (!found) throw new NotFound('The delivery');
  const { endpointId, eventType } = found;
  assertOn(await lockEndpoint(tx, endpointId));
  const [begun] = await tx.db
    .update(webhookDeliveries)
    .set({
      state: 'pending',
      attemptsBefore: webhookDeliveries.attempts,
      nextAttemptAt: tx.now(),
      endedAt: null,
      isUrgent: true,
    })
    .where(and(eq(webhookDeliveries.id, deliveryId), eq(webhookDeliveries.isUrgent, false)))
    .returning({ id: webhookDeliveries.id });
  if (!begun) return { id: deliveryId };
  await recordAudit(tx, {
    action: 'webhook.replayed',
    subjectKind: 'webhook',
    subjectId: endpointId,
    data: { deliveryId, eventType },
  });
  return { id: deliveryId };
}
