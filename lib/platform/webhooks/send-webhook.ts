import { eq } from 'drizzle-orm';
import { webhookDeliveries, webhookEndpoints, webhookEvents } from '@/db/schema/webhooks';
import { logger } from '@/lib/core/logger';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { JobData } from '@/lib/platform/jobs/jobs';
import { allowsPrivate } from './assert-sendable';
import { decryptSecret } from './encrypt-secret';
import type { EndpointRecord } from './endpoint-summary';
import { testEventType } from './event-types';
import { messageBody } from './message-body';
import { type PostOutcome, postWebhook } from './post-webhook';
import { type AttemptResult, recordAttempt } from './record-attempt';
import { resolveHost } from './resolve-host';
import { nextAttemptAt } from './schedule';
import { signWebhook } from './sign-webhook';

/**
 * The `send-webhook` job: one attempt at one delivery. `attempts` counts those that are recorded, so a job that runs again
 * after its attempt was recorded does nothing; one that runs again before repeats the message under the same id, by which
 * receivers know it. No transaction is open while the receiver is asked.
 */
export async function sendWebhook(
  ctx: Context<SystemActor>,
  { deliveryId, attempt }: JobData<'send-webhook'>,
  signal?: AbortSignal,
  { resolve = resolveHost, timeoutMs = undefined as number | undefined } = {},
): Promise<void> {
  const [found] = await ctx.db
    .select({ delivery: webhookDeliveries, event: webhookEvents, endpoint: webhookEndpoints })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
    .where(eq(webhookDeliveries.id, deliveryId));
  if (found?.delivery.state !== 'pending' || found.delivery.attempts !== attempt - 1) return;
  const { delivery, event, endpoint } = found;
  if (endpoint.deletedAt || endpoint.disabledAt) {
    return recordAttempt(ctx, delivery, { kind: 'cancelled', error: 'endpoint_off' });
  }
  const at = ctx.now();
  const secrets = readSecrets(endpoint, at);
  if (!secrets) return recordAttempt(ctx, delivery, { kind: 'cancelled', error: 'secret_unreadable' });
  const body = messageBody(event);
  const outcome = await postWebhook({
    url: endpoint.url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Coupon-Desk-Webhooks/1',
      ...signWebhook({ id: event.id, at, body, secrets }),
    },
    body,
    signal,
    allowPrivate: allowsPrivate(),
    resolve,
    ...(timeoutMs ? { timeoutMs } : {}),
  });
  // Cut by our own stop: no attempt to count, the job is handed back and runs again soon.
  if (outcome.kind === 'failed' && outcome.reason !== 'timed_out') signal?.throwIfAborted();
  const round = attempt - delivery.attemptsBefore;
  const isTest = event.type === testEventType;
  await recordAttempt(
    ctx,
    delivery,
    resultOf(outcome, at, isTest ? undefined : nextAttemptAt(round, ctx.now()), isTest),
  );
}

/**
 * The current secret, and after a rotation the one before while it is valid and can be decrypted. Null when the current one
 * cannot be: a message is never sent without its signature.
 */
function readSecrets(endpoint: EndpointRecord, now: Date): string[] | null {
  const { secretSealed, secretSealingKeyId, oldSecretSealed, oldSecretSealingKeyId, oldSecretExpiresAt } = endpoint;
  const current = readSecret(endpoint, secretSealed, secretSealingKeyId);
  if (current === null) return null;
  if (!oldSecretSealed || !oldSecretSealingKeyId || !oldSecretExpiresAt || oldSecretExpiresAt <= now) return [current];
  const before = readSecret(endpoint, oldSecretSealed, oldSecretSealingKeyId);
  return before === null ? [current] : [current, before];
}

function readSecret({ id }: EndpointRecord, sealed: Buffer, sealingKeyId: number): string | null {
  try {
    return decryptSecret({ sealed, sealingKeyId }, id);
  } catch (error) {
    logger.error({ err: error, endpointId: id }, 'a secret of a webhook cannot be decrypted');
    return null;
  }
}

function resultOf(outcome: PostOutcome, at: Date, retryAt: Date | undefined, isTest: boolean): AttemptResult {
  const { durationMs } = outcome;
  if (outcome.kind === 'failed') {
    const facts = { at, durationMs, status: null, response: null, error: outcome.reason };
    return { kind: 'failed', ...facts, retryAt, isTest };
  }
  const { status, excerpt: response } = outcome;
  const facts = { at, durationMs, status, response };
  if (status >= 200 && status < 300) return { kind: 'delivered', ...facts, error: null };
  if (status === 410) return { kind: 'gone', ...facts, error: 'gone' };
  return { kind: 'failed', ...facts, error: status >= 300 && status < 400 ? 'redirected' : 'refused', retryAt, isTest };
}
