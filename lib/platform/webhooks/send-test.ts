import { webhookDeliveries, webhookEvents } from '@/db/schema/webhooks';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertOn } from './assert-on';
import { lockEndpoint } from './endpoint-summary';
import { testEventType } from './event-types';
import { endpointInput } from './schemas';

const testsPerMinute = 10;

/** Sends a message of no meaning, once: it is not tried again. Also while the endpoint is paused, and one that is accepted
 * ends the pause. @throws Forbidden, Invalid, NotFound, Conflict, RateLimited */
export const sendTest = operation(
  'webhooks.write',
  endpointInput,
  async (ctx, { id }): Promise<{ deliveryId: number }> => {
    const now = ctx.now();
    await limitAttempts(ctx.db, now, [{ key: `webhook-test:${id}`, limit: testsPerMinute, windowSeconds: 60 }]);
    return inTransaction(ctx, async (tx) => {
      assertOn(await lockEndpoint(tx, id));
      const data = { message: 'This is a test. Nothing happened.' };
      const [event] = await tx.db
        .insert(webhookEvents)
        .values({ type: testEventType, data, createdAt: now, relayedAt: now })
        .returning({ id: webhookEvents.id });
      if (!event) throw new Error('The test was not written.');
      const [made] = await tx.db
        .insert(webhookDeliveries)
        .values({ eventId: event.id, endpointId: id, nextAttemptAt: now, createdAt: now, isUrgent: true })
        .returning({ id: webhookDeliveries.id });
      if (!made) throw new Error('The test was not written.');
      await recordAudit(tx, { action: 'webhook.tested', subjectKind: 'webhook', subjectId: id });
      return { deliveryId: made.id };
    });
  },
);
