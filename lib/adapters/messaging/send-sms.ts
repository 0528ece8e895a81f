import { z } from 'zod';
import { env } from '@/lib/core/env';
import { answerTimeoutMs, refused, retry, type SendOutcome } from './send-outcome';

const defaultBaseUrl = 'https://api.sparrowsms.com';

const answer = z.object({ response_code: z.coerce.number().int() });

/**
 * Sparrow's own `response_code`s; Khalti uses the same numbers for other things. A wrong receiver, sender or text stays
 * wrong; trouble with the account lasts until an admin fixes it.
 */
const outcomes = new Map<number, SendOutcome>([
  [200, { kind: 'sent', providerId: null }],
  [1000, refused('request_invalid')],
  [1001, retry('account_refused')],
  [1002, retry('account_refused')],
  [1003, retry('account_refused')],
  [1004, retry('account_refused')],
  [1005, retry('account_refused')],
  [1006, retry('account_refused')],
  [1007, refused('receiver_invalid')],
  [1008, refused('sender_invalid')],
  [1010, refused('request_invalid')],
  [1011, refused('receiver_invalid')],
  [1012, retry('no_credit')],
  [1013, retry('no_credit')],
]);

export type SmsMessage = {
  /** Ten digits, as Sparrow wants them. */
  to: string;
  text: string;
};

/** Hands one SMS to Sparrow. Never throws, and never says what it sent: the token and the PIN are in the request. */
export async function sendSms(message: SmsMessage, signal?: AbortSignal): Promise<SendOutcome> {
  const { SPARROW_TOKEN: token, SPARROW_FROM: from, SPARROW_BASE_URL: baseUrl = defaultBaseUrl } = env();
  if (!token || !from) return { kind: 'not_configured' };
  const timeout = AbortSignal.timeout(answerTimeoutMs);
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/v2/sms/`, {
      method: 'POST',
      body: new URLSearchParams({ token, from, ...message }),
      // A redirect would hand the token to another host.
      redirect: 'error',
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    });
    return readAnswer(response.status, await response.text());
  } catch {
    return retry('no_answer');
  }
}

function readAnswer(status: number, body: string): SendOutcome {
  if (status >= 500) return retry('provider_failed');
  if (status === 429) return retry('rate_limited');
  const known = outcomes.get(readCode(body) ?? Number.NaN);
  if (known && (known.kind !== 'sent' || status === 200)) return known;
  return retry('answer_unreadable');
}

function readCode(body: string): number | undefined {
  try {
    return answer.parse(JSON.parse(body)).response_code;
  } catch {
    return undefined;
  }
}
