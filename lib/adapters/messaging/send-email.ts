import { type ErrorResponse, Resend } from 'resend';
import { env } from '@/lib/core/env';
import type { RenderedEmail } from './render-purchase-email';
import { answerTimeoutMs, refused, retry, type SendOutcome } from './send-outcome';

const defaultBaseUrl = 'https://api.resend.com';

export type EmailMessage = RenderedEmail & {
  to: string;
  /** The same one for every attempt of a delivery: Resend keeps it for 24 hours and sends once. */
  idempotencyKey: string;
};

/** Hands one email to Resend. Never throws. */
export async function sendEmail(message: EmailMessage, signal?: AbortSignal): Promise<SendOutcome> {
  const { RESEND_API_KEY: key, EMAIL_FROM: from, RESEND_BASE_URL: baseUrl = defaultBaseUrl } = env();
  if (!key || !from) return { kind: 'not_configured' };
  const { idempotencyKey, ...content } = message;
  const timeout = AbortSignal.timeout(answerTimeoutMs);
  try {
    const resend = new Resend(key, { baseUrl: baseUrl.replace(/\/+$/, '') });
    const { data, error } = await resend.emails.send(
      { from, ...content },
      { idempotencyKey, signal: signal ? AbortSignal.any([timeout, signal]) : timeout },
    );
    if (error) return readError(error);
    return typeof data?.id === 'string' ? { kind: 'sent', providerId: data.id } : retry('answer_unreadable');
  } catch {
    return retry('no_answer');
  }
}

function readError({ name, statusCode }: ErrorResponse): SendOutcome {
  switch (name) {
    // The key was used with another body (the company was renamed between two tries): that first one went out.
    case 'invalid_idempotent_request':
      return { kind: 'sent', providerId: null };
    case 'concurrent_idempotent_requests':
      return retry('no_answer');
    case 'rate_limit_exceeded':
      return retry('rate_limited');
    case 'daily_quota_exceeded':
    case 'monthly_quota_exceeded':
      return retry('no_credit');
    case 'invalid_from_address':
      return refused('sender_invalid');
    default:
      return readStatus(statusCode);
  }
}

function readStatus(status: number | null): SendOutcome {
  if (status === null) return retry('no_answer');
  if (status >= 500) return retry('provider_failed');
  if (status === 401 || status === 403) return retry('account_refused');
  if (status === 429) return retry('rate_limited');
  // The sender was ours and is the same for all; what a validation refuses is the address.
  if (status === 400 || status === 422) return refused('receiver_invalid');
  return retry('answer_unreadable');
}
