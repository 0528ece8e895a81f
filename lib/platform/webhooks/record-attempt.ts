import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import { webhookDeliveries, webhookEndpoints } from '@/db/schema/webhooks';
import { logger } from '@/lib/core/logger';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { enqueue } from '@/lib/platform/jobs/queue';
import type { PostFailure } from './post-webhook';

/** After failing for this long, an endpoint is flagged for a person to look at. */
const flaggedAfterMs = 2 * 24 * 60 * 60 * 1000;

/** Why a delivery is in its state; `webhooks.error` in the texts has words for each. */
export type WebhookError = PostFailure | 'refused' | 'redirected' | 'gone' | 'endpoint_off' | 'secret_unreadable';

type Facts = { at: Date; durationMs: number; status: number | null; response: string | null };

export type AttemptResult =
  | { kind: 'cancelled'; error: WebhookError }
  | ({ kind: 'delivered'; error: null } & Facts)
  /** The receiver wants nothing more. */
  | ({ kind: 'gone'; error: WebhookError } & Facts)
  /** Without `retryAt` it was the last attempt of its round. A test that fails does not count against the endpoint. */
  | ({ kind: 'failed'; error: WebhookError; retryAt: Date | undefined; isTest: boolean } & Facts);

type Delivery = Pick<typeof webhookDeliveries.$inferSelect, 'id' | 'endpointId' | 'attempts'>;

/** Writes the result of an attempt and the next one's job in one transaction; nothing when another run was quicker. */
export async function recordAttempt(
  ctx: Context<SystemActor>,
  delivery: Delivery,
  result: AttemptResult,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [written] = await tx.db
      .update(webhookDeliveries)
      .set(columnsOf(delivery, result, ctx.now()))
      .where(
        and(
          eq(webhookDeliveries.id, delivery.id),
          eq(webhookDeliveries.state, 'pending'),
          eq(webhookDeliveries.attempts, delivery.attempts),
        ),
      )
      .returning({ id: webhookDeliveries.id });
    if (!written) return;
    if (result.kind === 'failed' && result.retryAt) {
      const next = { deliveryId: delivery.id, endpointId: delivery.endpointId, attempt: delivery.attempts + 2 };
      await enqueue(tx.db, 'send-webhook', next, { startAfter: result.retryAt });
    }
    await keepRecord(tx, delivery, result);
  });
}

function columnsOf(delivery: Delivery, result: AttemptResult, now: Date) {
  if (result.kind === 'cancelled') {
    return { state: result.kind, lastError: result.error, nextAttemptAt: null, endedAt: now };
  }
  const retryAt = result.kind === 'failed' ? result.retryAt : undefined;
  return {
    state: retryAt ? ('pending' as const) : result.kind === 'delivered' ? result.kind : ('failed' as const),
    attempts: delivery.attempts + 1,
    nextAttemptAt: retryAt ?? null,
    endedAt: retryAt ? null : now,
    lastAttemptAt: result.at,
    lastStatus: result.status,
    lastError: result.error,
    lastResponse: result.response,
    lastDurationMs: result.durationMs,
  };
}

/** Updates the endpoint by the result of the attempt. Its row is written only when something changes. */
async function keepRecord(tx: Context<SystemActor>, { endpointId }: Delivery, result: AttemptResult): Promise<void> {
  const isThis = eq(webhookEndpoints.id, endpointId);
  const subject = { subjectKind: 'webhook', subjectId: endpointId };
  const now = tx.now();
  switch (result.kind) {
    case 'cancelled':
      return;
    case 'delivered':
      await tx.db
        .update(webhookEndpoints)
        .set({ failingSince: null, flaggedAt: null })
        .where(and(isThis, isNotNull(webhookEndpoints.failingSince)));
      return;
    case 'gone': {
      const disabled = await tx.db
        .update(webhookEndpoints)
        .set({ disabledAt: now, disabledReason: 'gone', updatedAt: now })
        .where(and(isThis, isNull(webhookEndpoints.disabledAt)))
        .returning({ id: webhookEndpoints.id });
      if (disabled.length > 0) await recordAudit(tx, { action: 'webhook.gone', ...subject });
      return;
    }
    case 'failed': {
      if (result.isTest) return;
      await tx.db
        .update(webhookEndpoints)
        .set({ failingSince: now })
        .where(and(isThis, isNull(webhookEndpoints.failingSince)));
      const flagged = await tx.db
        .update(webhookEndpoints)
        .set({ flaggedAt: now })
        .where(
          and(
            isThis,
            isNull(webhookEndpoints.flaggedAt),
            lte(webhookEndpoints.failingSince, new Date(now.getTime() - flaggedAfterMs)),
          ),
        )
        .returning({ id: webhookEndpoints.id });
      if (flagged.length === 0) return;
      logger.warn({ endpointId, reason: result.error }, 'a webhook has taken nothing for days');
      await recordAudit(tx, { action: 'webhook.flagged', ...subject, data: { reason: result.error } });
    }
  }
}
