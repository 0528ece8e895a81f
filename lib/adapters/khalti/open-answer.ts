import { type Answer, type Exchange, khalti, readAnswer, readJsonObject, textOfReason } from './answer';
import { alertCodes } from './error-codes';
import type { Unanswered, UnknownReason } from './outcomes';

type Opened = { kind: 'opened'; status: number; json: Record<string, unknown>; answer: Answer };

/** The part of reading that all of Khalti's GET calls share. */
export function openAnswer(exchange: Exchange, token: string): Opened | Unanswered {
  if (exchange.kind === 'unanswered') return unanswered(exchange.reason, null, textOfReason(exchange.reason));
  const { status, body } = exchange;
  const json = readJsonObject(body);
  const answer = readAnswer(json, status, token);
  const words = answer?.words ?? `HTTP ${status}: ${textOfReason('unreadable')}`;
  if (status >= 500) return unanswered('supplier_error', answer, words);
  if (!json || !answer) return unanswered('unreadable', null, words);
  return { kind: 'opened', status, json, answer };
}

export const refused = (answer: Answer): Unanswered => unanswered('refused', answer, answer.words);

export const unreadable = (words: string): Unanswered => unanswered('unreadable', null, words);

export const contradicted = (answer: Answer): Unanswered => ({
  ...unanswered('contradiction', answer, answer.words),
  contradiction: true,
});

export function unanswered(reason: UnknownReason, answer: Answer | null, words: string): Unanswered {
  const code = answer?.code ?? null;
  return {
    kind: 'unanswered',
    reason,
    code: khalti(code),
    alert: code !== null && alertCodes.has(code),
    contradiction: false,
    words,
  };
}
