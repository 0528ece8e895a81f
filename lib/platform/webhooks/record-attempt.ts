import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import { webhookDeliveries, webhookEndpoints } from '@/db/schema/webhooks';
import { logger } from '@/lib/core/logger';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { enqueue } from '@/lib/platform/jobs/queue';
import type { PostFailure } from './post-webhook';

/** Failing for so long, an endpoint is shown as one that a person has to look at. */
const flaggedAfterMs = 2 * 24 * 60 * 60 * 1000;

/** Why a delivery stands where it stands; `webhooks.error` in the texts says each in words. */
export type WebhookError = PostFailure | 'refused' | 'redirected' | 'gone' | 'endpoint_off';

type Facts = { at: Date; durationMs: number; status: number | null; response: string | null };

export type Verdict =
  | { kind: 'cancelled'; error: WebhookError }
  | ({ kind: 'delivered'; error: null } & Facts)
  /** The receiver wants nothing more. */
  | ({ kind: 'gone'; error: WebhookError } & Facts)
  /** Without `retryAt` it was the last attempt of its round. A test that fails does not count against the endpoint. */
  | ({ kind: 'failed'; error: WebhookError; retryAt: Date | undefined; isTest: boolean } & Facts);

type Delivery = Pick<typeof webhookDeliveries.$inferSelect, 'id' | 'endpointId' | 'attempts'>;

/** Writes what became of an attempt and, with it, the next one's job; nothing when somebody else was quicker. */
export async function recordAttempt(ctx: Context<SystemActor>, delivery: Delivery, verdict: Verdict): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [written] = await tx.db
      .update(webhookDeliveries)
      .set(columnsOf(delivery, verdict, ctx.now()))
      .where(
        and(
          eq(webhookDeliveries.id, delivery.id),
          eq(webhookDeliveries.state, 'pending'),
          eq(webhookDeliveries.attempts, delivery.attempts),
        ),
      )
      .returning({ id: webhookDeliveries.id });
    if (!written) return;
    if (verdict.kind === 'failed' && verdict.retryAt) {
      const next = { deliveryId: delivery.id, endpointId: delivery.endpointId, attempt: delivery.attempts + 2 };
      await enqueue(tx.db, 'send-webhook', next, { startAfter: verdict.retryAt });
    }
    await keepRecord(tx, delivery, verdict);
  });
}

function columnsOf(delivery: Delivery, verdict: Verdict, now: Date) {
  if (verdict.kind === 'cancelled') {
    return { state: verdict.kind, lastError: verdict.error, nextAttemptAt: null, endedAt: now };
  }
  const retryAt = verdict.kind === 'failed' ? verdict.retryAt : undefined;
  return {
    state: retryAt ? ('pending' as const) : verdict.kind === 'delivered' ? verdict.kind : ('failed' as const),
    attempts: delivery.attempts + 1,
    nextAttemptAt: retryAt ?? null,
    endedAt: retryAt ? null : now,
    lastAttemptAt: verdict.at,
    lastStatus: verdict.status,
    lastError: verdict.error,
    lastResponse: verdict.response,
    lastDurationMs: verdict.durationMs,
  };
}

/** What the attempt says of its endpoint. Its row is written only when something changes. */
async function keepRecord(tx: Context<SystemActor>, { endpointId }: Delivery, verdict: Verdict): Promise<void> {
  const isThis = eq(webhookEndpoints.id, endpointId);
  const subject = { subjectKind: 'webhook', subjectId: endpointId };
  const now = tx.now();
  switch (verdict.kind) {
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
      if (verdict.isTest) return;
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
      logger.warn({ endpointId, reason: verdict.error }, 'a webhook has taken nothing for days');
      await recordAudit(tx, { action: 'webhook.flagged', ...subject, data: { reason: verdict.error } });
    }
  }
}
