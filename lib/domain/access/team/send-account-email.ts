import type { AccountEmail } from '@/lib/adapters/messaging/render-account-email';
import { sendEmail } from '@/lib/adapters/messaging/send-email';
import type { SendOutcome } from '@/lib/adapters/messaging/send-outcome';
import { env } from '@/lib/core/env';
import { logger } from '@/lib/core/logger';

/** Whether a link can go out by mail: what a mail leads to is never taken from a request, whose host anybody can write. */
export function canMailLinks(): boolean {
  const { RESEND_API_KEY, EMAIL_FROM, PUBLIC_URL } = env();
  return Boolean(RESEND_API_KEY && EMAIL_FROM && PUBLIC_URL);
}

/** One attempt at an email about an account. Never throws. No transaction is open meanwhile. */
export async function sendAccountEmail(
  to: string,
  email: AccountEmail,
  options: { idempotencyKey?: string; signal?: AbortSignal | undefined } = {},
): Promise<SendOutcome> {
  const { idempotencyKey = crypto.randomUUID(), signal } = options;
  // Loaded on the first email: it takes a second that the start of the process should not.
  const { renderAccountEmail } = await import('@/lib/adapters/messaging/render-account-email');
  const outcome = await sendEmail({ ...(await renderAccountEmail(email)), to, idempotencyKey }, signal);
  if (outcome.kind === 'refused' || outcome.kind === 'retry') {
    logger.warn({ email: email.kind, reason: outcome.reason }, 'an email about an account was not accepted');
  }
  return outcome;
}
