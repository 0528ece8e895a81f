import { and, eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { deliveries } from '@/db/schema/deliveries';
import { fillMessage } from '@/lib/adapters/messaging/fill-message';
import { sendEmail } from '@/lib/adapters/messaging/send-email';
import type { SendOutcome } from '@/lib/adapters/messaging/send-outcome';
import { sendSms } from '@/lib/adapters/messaging/send-sms';
import { Conflict } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { localNumber } from '@/lib/core/phone';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import type { JobData } from '@/lib/platform/jobs/jobs';
import { enqueue } from '@/lib/platform/jobs/queue';
import { applyEvents, lockEmail } from './apply-email-events';
import { composeGoodwill, readGoodwillCode } from './compose-goodwill';
import { composeMessage } from './compose-message';
import { emitFailedDeliveries } from './delivery-events.sql';
import type { DeliveryError, DeliveryState } from './delivery-summary';
import { type SendingJob, sendingJobOf } from './enqueue-sending';
import { recordProviderState } from './record-provider-state';
import { lastAutomaticAttempt, nextAttemptAt } from './send-schedule';

type Delivery = typeof deliveries.$inferSelect;
type Attempted = {
  state: DeliveryState;
  attempts: number;
  error: DeliveryError | null;
  providerId?: string | null;
  retryAt?: Date;
};

/**
 * The `send-delivery` and `send-goodwill` jobs: one attempt at one message. `attempts` counts those that are recorded, so a job that runs
 * again after its attempt was recorded does nothing; one that runs again before may repeat the message, with the same
 * PIN. No transaction is open while the provider is asked.
 */
export async function sendDelivery(
  ctx: Context<SystemActor>,
  { deliveryId, attempt }: JobData<SendingJob>,
  signal?: AbortSignal,
): Promise<void> {
  const [delivery] = await ctx.db.select().from(deliveries).where(eq(deliveries.id, deliveryId));
  if (delivery?.state !== 'queued' || delivery.attempts !== attempt - 1) return;
  const before = { attempts: delivery.attempts };
  if (ctx.now() > lastAutomaticAttempt(delivery.createdAt)) {
    return record(ctx, delivery, { ...before, state: 'failed', error: 'too_late' });
  }
  const pin = await readCarried(ctx.db, delivery).catch((error: unknown) => {
    if (error instanceof Conflict) return undefined;
    throw error;
  });
  if (pin === undefined) return record(ctx, delivery, { ...before, state: 'failed', error: 'pin_unreadable' });
  if (pin === null) return record(ctx, delivery, { ...before, state: 'failed', error: 'no_pin' });
  const outcome = await send(ctx, delivery, pin, signal);
  // Cut by our own stop: the attempt does not count, the job is handed back and runs again soon.
  if (outcome.kind === 'retry') signal?.throwIfAborted();
  warnOf(outcome, delivery);
  await record(ctx, delivery, evaluateOutcome(outcome, delivery, attempt, ctx.now()), outcome);
}

const readCarried = (db: Executor, { saleId, goodwillCodeId }: Delivery) =>
  goodwillCodeId === null ? readSalePin(db, saleId) : readGoodwillCode(db, goodwillCodeId);

async function send(ctx: Context, delivery: Delivery, pin: string, signal?: AbortSignal): Promise<SendOutcome> {
  const { saleId, goodwillCodeId, channel, recipient } = delivery;
  const message =
    goodwillCodeId === null
      ? await composeMessage(ctx.db, { saleId, channel, pin })
      : await composeGoodwill(ctx.db, { goodwillCodeId, channel, code: pin });
  if (channel === 'sms') {
    const { text } = fillMessage(message.template, message.facts);
    return sendSms({ to: localNumber(recipient), text }, signal);
  }
  // Loaded on the first email: it takes a second that the start of the process should not.
  const { renderPurchaseEmail } = await import('@/lib/adapters/messaging/render-purchase-email');
  const email = await renderPurchaseEmail(message);
  // The instant separates two databases that share one account and count their ids alike.
  const idempotencyKey = `delivery-${delivery.id}-${delivery.createdAt.getTime()}`;
  return sendEmail({ ...email, to: recipient, idempotencyKey }, signal);
}

function evaluateOutcome(outcome: SendOutcome, delivery: Delivery, attempts: number, now: Date): Attempted {
  switch (outcome.kind) {
    case 'sent':
      return { state: 'sent', attempts, error: null, providerId: outcome.providerId };
    case 'refused':
      return { state: 'failed', attempts, error: outcome.reason };
    case 'not_configured':
      return { state: 'not_configured', attempts: delivery.attempts, error: null };
    case 'retry': {
      const retryAt = nextAttemptAt(attempts, now, delivery.createdAt);
      return retryAt
        ? { state: 'queued', attempts, error: outcome.reason, retryAt }
        : { state: 'failed', attempts, error: outcome.reason };
    }
  }
}

/** Writes the result of the attempt and, with it, the next one's job; nothing when another run was quicker. */
async function record(
  ctx: Context,
  delivery: Delivery,
  { retryAt, ...columns }: Attempted,
  outcome?: SendOutcome,
): Promise<void> {
  const { providerId } = columns;
  await inTransaction(ctx, async ({ db }) => {
    if (providerId) await lockEmail(db, providerId);
    const [written] = await db
      .update(deliveries)
      .set({ ...columns, updatedAt: ctx.now() })
      .where(
        and(eq(deliveries.id, delivery.id), eq(deliveries.state, 'queued'), eq(deliveries.attempts, delivery.attempts)),
      )
      .returning({ id: deliveries.id });
    if (outcome) await recordProviderState(db, delivery.channel, outcome, ctx.now());
    // It may have been delivered, or have bounced, before we wrote that it was sent.
    if (written && columns.state === 'failed') await emitFailedDeliveries(db, [written.id], ctx.now());
    if (written && providerId) await applyEvents(db, providerId, ctx.now());
    if (!written || !retryAt) return;
    const next = { deliveryId: delivery.id, attempt: columns.attempts + 1 };
    await enqueue(db, sendingJobOf(delivery), next, { startAfter: retryAt });
  });
}

function warnOf(outcome: SendOutcome, { id: deliveryId, channel }: Delivery): void {
  if (outcome.kind === 'sent' || outcome.kind === 'not_configured') return;
  const facts = { deliveryId, channel, reason: outcome.reason };
  if (outcome.alert) logger.error(facts, 'messages do not go out until an admin fixes the cause');
  else logger.warn(facts, 'a message was not accepted');
}
