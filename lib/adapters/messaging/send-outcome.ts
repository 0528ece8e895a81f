/** Why a message was not accepted. Stable: the desk's texts and the deliveries table use them. */
export type SendFailure =
  | 'receiver_invalid'
  | 'sender_invalid'
  | 'request_invalid'
  | 'account_refused'
  | 'no_credit'
  | 'rate_limited'
  | 'no_answer'
  | 'provider_failed'
  | 'answer_unreadable';

/**
 * The outcome of one attempt. `refused` is final for this message; `retry` may go out later, and after `no_answer` it
 * may have gone out already. `alert` says that an admin has to fix something: the next messages will fail too.
 */
export type SendOutcome =
  | { kind: 'sent'; providerId: string | null }
  | { kind: 'refused'; reason: SendFailure; alert: boolean }
  | { kind: 'retry'; reason: SendFailure; alert: boolean }
  | { kind: 'not_configured' };

const ofTheAccount: SendFailure[] = [
  'account_refused',
  'no_credit',
  'sender_invalid',
  'request_invalid',
  'answer_unreadable',
];

/** Whether messages fail for this until an admin fixes it; anything else passes by itself. */
export const needsAdmin = (reason: SendFailure) => ofTheAccount.includes(reason);

export const refused = (reason: SendFailure): SendOutcome => ({ kind: 'refused', reason, alert: needsAdmin(reason) });
export const retry = (reason: SendFailure): SendOutcome => ({ kind: 'retry', reason, alert: needsAdmin(reason) });

/** How long a provider may take to answer; a message that hangs holds one of few workers. */
export const answerTimeoutMs = 15_000;
