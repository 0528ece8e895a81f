import { type Answer, type Exchange, khalti, readAnswer, readJsonObject, textOfReason } from './answer';
import { speaksOfFailure, speaksOfSuccess } from './contradiction';
import {
  alertCodes,
  describeFailure,
  failureOfState,
  holdCodes,
  isWaitingState,
  type KhaltiFailureCode,
  refusalCodes,
} from './error-codes';
import type { PayOutcome, UnknownReason } from './outcomes';

/**
 * The outcome of one payment: the table of the Nettv contract, "Called by us", row by row. Decides on `state` and
 * `error_code`, never on `status`; whatever no row is sure of is `unknown`: only a look-up can show whether it was sold.
 */
export function decidePayment(exchange: Exchange, token: string): PayOutcome {
  if (exchange.kind === 'unanswered') return unknown(exchange.reason, null, textOfReason(exchange.reason));
  const { status, body } = exchange;
  const json = readJsonObject(body);
  const answer = readAnswer(json, status, token);
  const words = answer?.words ?? `HTTP ${status}: ${textOfReason('unreadable')}`;
  if (status >= 500) return unknown('supplier_error', answer, words);
  if (status === 404 && !json && !/^\s*[{[]/.test(body)) return failed('http_404', null, words);
  if (!answer) return unknown('unreadable', null, words);
  if (isWaitingState(answer.state)) return unknown('processing', answer, words);
  if (status !== 200 && (status < 400 || status > 499)) return unknown('unexpected_status', answer, words);
  if (answer.state === 'Success') return decideSuccess(answer, status);
  return decideFailure(answer, status);
}

function decideSuccess(answer: Answer, status: number): PayOutcome {
  const { pin, serial, id: supplierSaleId, costPaisa, words } = answer;
  const text = [pin, serial].reduce<string>(
    (rest, secret) => (secret ? rest.replaceAll(secret, '') : rest),
    answer.rawText,
  );
  if (status !== 200 || answer.errorCode !== null || speaksOfFailure(text)) return contradiction(answer);
  const bought = { serial, supplierSaleId, costPaisa, words };
  return pin === null ? { kind: 'pin_missing', ...bought } : { kind: 'succeeded', pin, ...bought };
}

function decideFailure(answer: Answer, status: number): PayOutcome {
  const { code, state, words } = answer;
  const failure = failureOfState(state) ?? (status === 404 ? 'http_404' : undefined);
  if (!failure) return unknown('unknown_state', answer, words);
  if (answer.pin !== null || answer.serial !== null || speaksOfSuccess(answer.rawText)) return contradiction(answer);
  if (code === '1013') return unknown('duplicate_reference', answer, words);
  if (code && holdCodes.has(code)) return unknown('supplier_error', answer, words);
  if (code && refusalCodes.has(code)) return failed(code, answer, words);
  if (status === 404) return failed('http_404', answer, words);
  // 002 belongs to look-ups: as the answer to a payment it is a body that no row knows.
  if (code || (status !== 200 && status !== 400)) return unknown('unexpected_status', answer, words);
  return failed(failure, answer, words);
}

function contradiction(answer: Answer): PayOutcome {
  return { ...unknown('contradiction', answer, answer.words), contradiction: true };
}

function unknown(reason: UnknownReason, answer: Answer | null, words: string): PayOutcome & { kind: 'unknown' } {
  return { kind: 'unknown', reason, code: khalti(answer?.code ?? null), contradiction: false, words };
}

function failed(code: KhaltiFailureCode, answer: Answer | null, words: string): PayOutcome {
  const alert = answer?.code ? alertCodes.has(answer.code) : false;
  return { kind: 'failed', code: `khalti:${code}`, reason: describeFailure(code, answer?.explanation), alert, words };
}
