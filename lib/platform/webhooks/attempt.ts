import { isTestMode } from '@/lib/core/env';
import { logger } from '@/lib/core/logger';
import { traced, tracer } from '@/lib/core/tracing';
import { nextAttemptAt } from './attempt-schedule';
import { decryptSecret } from './encrypt-secret';
import type { EndpointRecord } from './endpoint-summary';
import { testEventType } from './event-types';
import { messageBody } from './message-body';
import type { PostFailure, PostOutcome, Receiver } from './open-receiver';
import { signWebhook } from './sign-webhook';

/** One delivery that is due, with what it says. */
export type DueMessage = {
  id: number;
  attempts: number;
  attemptsBefore: number;
  isUrgent: boolean;
  event: { id: string; type: string; createdAt: Date; data: unknown };
};

/** Why a delivery is in its state; `webhooks.error` in the texts has words for each. */
export type WebhookError =
  | PostFailure
  | 'refused'
  | 'redirected'
  | 'gone'
  | 'endpoint_off'
  | 'endpoint_down'
  | 'secret_unreadable';

type Facts = {
  message: DueMessage;
  at: Date;
  durationMs: number;
  /** Null: no answer came. */
  status: number | null;
  response: string | null;
};

export type Attempt =
  | ({ kind: 'delivered'; error: null } & Facts)
  /** The receiver wants nothing more. */
  | ({ kind: 'gone'; error: WebhookError } & Facts)
  /** Without `retryAt` it was the last attempt of its round. */
  | ({ kind: 'failed'; error: WebhookError; retryAt: Date | undefined } & Facts);

export const isTest = ({ event }: DueMessage): boolean => event.type === testEventType;

/** Which attempt of its round comes next, from 1. */
export const roundOf = ({ attempts, attemptsBefore }: DueMessage): number => attempts - attemptsBefore + 1;

type Sending = { receiver: Receiver; secrets: string[]; now: () => Date; signal: AbortSignal };

/** Sends a message once. Undefined when our own stop cut it: that is no attempt to count. */
export async function attempt(message: DueMessage, sending: Sending): Promise<Attempt | undefined> {
  const { receiver, secrets, now, signal } = sending;
  const at = now();
  const body = messageBody({ ...message.event, livemode: !isTestMode() });
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Coupon-Desk-Webhooks/1',
    // A receiver compares it with its own clock, which the one of test mode is ahead of.
    ...signWebhook({ id: message.event.id, at: isTestMode() ? new Date() : at, body, secrets }),
  };
  const outcome = await traced(
    { name: 'POST webhook', kind: 'client', attributes: { 'coupon_desk.webhook_event': message.event.type } },
    async (span) => {
      const posted = await receiver.post({ headers: { ...headers, ...tracer()?.headers() }, body, signal });
      if (posted.kind === 'answered') span.set({ 'http.response.status_code': posted.status });
      else span.set({ 'coupon_desk.outcome': posted.reason });
      return posted;
    },
  );
  if (signal.aborted && outcome.kind === 'failed' && outcome.reason !== 'timed_out') return undefined;
  const retryAt = isTest(message) ? undefined : nextAttemptAt(roundOf(message), now());
  return resultOf(outcome, { message, at, retryAt });
}

type Given = { message: DueMessage; at: Date; retryAt: Date | undefined };

function resultOf(outcome: PostOutcome, { message, at, retryAt }: Given): Attempt {
  const { durationMs } = outcome;
  if (outcome.kind === 'failed') {
    return { kind: 'failed', message, at, durationMs, status: null, response: null, error: outcome.reason, retryAt };
  }
  const { status, excerpt: response } = outcome;
  const facts = { message, at, durationMs, status, response };
  if (status >= 200 && status < 300) return { kind: 'delivered', ...facts, error: null };
  if (status === 410) return { kind: 'gone', ...facts, error: 'gone' };
  return { kind: 'failed', ...facts, error: status >= 300 && status < 400 ? 'redirected' : 'refused', retryAt };
}

/**
 * The current secret, and after a rotation the one before while it is valid and can be decrypted. Null when the current one
 * cannot be: a message is never sent without its signature.
 */
export function readSecrets(endpoint: EndpointRecord, now: Date): string[] | null {
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
