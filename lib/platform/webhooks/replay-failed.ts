import { and, asc, eq, gte, inArray, ne } from 'drizzle-orm';
import { webhookDeliveries, webhookEvents } from '@/db/schema/webhooks';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { instantOfTime } from '../settings/instant-of-time';
import { assertOn } from './assert-on';
import { lockEndpoint } from './endpoint-summary';
import { testEventType } from './event-types';
import { replayFailedInput } from './schemas';

const atOnce = 10_000;

/** `more`: there are others than these 10,000. */
type Replayed = { replayed: number; more: boolean };

/**
 * Sends again every failed or cancelled message of an event since that instant, the oldest first, once the endpoint is not
 * paused any more.
 * @throws Forbidden, Invalid, NotFound, Conflict (`webhook_off`)
 */
export const replayFailed = operation('webhooks.write', replayFailedInput, (ctx, input): Promise<Replayed> => {
  const { endpointId } = input;
  return inTransaction(ctx, async (tx) => {
    const since = await instantOfTime(tx, input.since, 'start');
    assertOn(await lockEndpoint(tx, endpointId));
    const failed = tx.db
      .select({ id: webhookDeliveries.id })
      .from(webhookDeliveries)
      .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
      .where(
        and(
          eq(webhookDeliveries.endpointId, endpointId),
          inArray(webhookDeliveries.state, ['failed', 'cancelled']),
          gte(webhookEvents.createdAt, since),
          ne(webhookEvents.type, testEventType),
        ),
      )
      .orderBy(asc(webhookDeliveries.id))
      .limit(atOnce);
    const begun = await tx.db
      .update(webhookDeliveries)
      .set({
        state: 'pending',
        attemptsBefore: webhookDeliveries.attempts,
        nextAttemptAt: ctx.now(),
        endedAt: null,
      })
      .where(inArray(webhookDeliveries.id, failed))
      .returning({ id: webhookDeliveries.id });
    if (begun.length === 0) return { replayed: 0, more: false };
    await recordAudit(tx, {
      action: 'webhook.replayed',
      subjectKind: 'webhook',
      subjectId: endpointId,
      data: { deliveries: begun.length, since: since.toISOString() },
    });
    return { replayed: begun.length, more: begun.length === atOnce };
  });
});
