import { z } from 'zod';
import { type Answer, type Exchange, readAnswer, readId, textOfReason } from './answer';
import { speaksOfSuccess } from './contradiction';
import { describeFailure, failureOfState, holdCodes, isWaitingState } from './error-codes';
import { contradicted, openAnswer, refused, unanswered, unreadable } from './open-answer';
import type { LookupOutcome } from './outcomes';
import { paisaFromRupees } from './paisa';

const lookupShape = z.object({
  reference: z.string().nullish(),
  original_status: z.unknown().optional(),
  response_id: z.unknown().optional(),
  amount: z.unknown().optional(),
  refunded: z.unknown().optional(),
  refunded_amount: z.unknown().optional(),
});
type Lookup = z.infer<typeof lookupShape>;

const bulkShape = z.object({ detail: z.array(z.unknown()) });

/** What one status answer says of `reference`. */
export function decideLookup(exchange: Exchange, token: string, reference: string): LookupOutcome {
  const opened = openAnswer(exchange, token);
  if (opened.kind === 'unanswered') return opened;
  const { status, json, answer } = opened;
  const lookup = lookupShape.safeParse(json);
  const isFailure = answer.state === null || failureOfState(answer.state) !== undefined;
  if (answer.code === '002' && isFailure && (status === 200 || status === 400)) {
    return speaksOfSuccess(answer.rawText) ? contradicted(answer) : { kind: 'invalid_reference', words: answer.words };
  }
  // An error code without our reference is about the look-up itself, not about the sale.
  const isOurs = lookup.success && lookup.data.reference === reference;
  if (status !== 200 || (answer.errorCode !== null && !isOurs)) return refused(answer);
  if (!lookup.success || (lookup.data.reference ?? reference) !== reference) return unreadable(answer.words);
  return decideState(answer, lookup.data);
}

/** What one bulk answer says of each reference asked for; one that it leaves out or names twice stays unanswered. */
export function decideBulkLookup(
  exchange: Exchange,
  token: string,
  references: readonly string[],
): Map<string, LookupOutcome> {
  const opened = openAnswer(exchange, token);
  const bulk = opened.kind === 'opened' && opened.status === 200 ? bulkShape.safeParse(opened.json) : undefined;
  if (opened.kind === 'unanswered' || !bulk?.success || opened.answer.errorCode !== null) {
    const outcome = opened.kind === 'unanswered' ? opened : refused(opened.answer);
    return new Map(references.map((reference) => [reference, outcome]));
  }
  const entries = Map.groupBy(bulk.data.detail, referenceOf);
  return new Map(
    references.map((reference) => {
      const [entry, ...others] = entries.get(reference) ?? [];
      const isOne = entry !== undefined && others.length === 0;
      return [reference, isOne ? decideEntry(entry, token) : unreadable('The answer does not say it once.')];
    }),
  );
}

function decideEntry(entry: unknown, token: string): LookupOutcome {
  const json = entry as Record<string, unknown>;
  const answer = readAnswer(json, 200, token);
  const lookup = lookupShape.safeParse(json);
  if (!answer || !lookup.success) return unreadable(textOfReason('unreadable'));
  const isUnknown = answer.code === '002' || /\binvalid reference\b/i.test(answer.rawText);
  if (!isUnknown || failureOfState(answer.state) === undefined) return decideState(answer, lookup.data);
  const isClear = readId(lookup.data.response_id) === null && !speaksOfSuccess(answer.rawText);
  return isClear ? { kind: 'invalid_reference', words: answer.words } : contradicted(answer);
}

function decideState(answer: Answer, lookup: Lookup): LookupOutcome {
  const { words } = answer;
  if (answer.state === 'Success') {
    const refundedPaisa = paisaFromRupees(lookup.refunded_amount) ?? 0;
    const amountPaisa = paisaFromRupees(lookup.amount);
    return { kind: 'succeeded', supplierSaleId: readId(lookup.response_id), amountPaisa, refundedPaisa, words };
  }
  if (isWaitingState(answer.state)) return { kind: 'processing', words };
  const failure = failureOfState(answer.state);
  if (!failure) return unanswered('unknown_state', answer, words);
  if (lookup.original_status === 'Success' || answer.pin || answer.serial || speaksOfSuccess(answer.rawText)) {
    return contradicted(answer);
  }
  if (answer.code && holdCodes.has(answer.code)) return unanswered('supplier_error', answer, words);
  const code = answer.code ?? failure;
  return { kind: 'failed', code: `khalti:${code}`, reason: describeFailure(code, answer.explanation), words };
}

function referenceOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'reference' in entry ? entry.reference : undefined;
}
