import { z } from 'zod';
import { isKhaltiCode, type KhaltiCode } from './error-codes';
import type { SupplierCode, UnknownReason } from './outcomes';
import { paisaFromRupees } from './paisa';
import { removeSecrets, secretsOf, textsOf } from './remove-secrets';

/** What came over the network: an answer read to its end, or why there is none. */
export type Exchange =
  | { kind: 'answered'; status: number; body: string }
  | { kind: 'unanswered'; reason: Extract<UnknownReason, 'unreachable' | 'timed_out' | 'cut' | 'unreadable'> };

const secretText = z
  .string()
  .trim()
  .max(200)
  .regex(/^\P{Cc}*$/u)
  .nullish();

/** Only what decisions depend on is typed; texts can have any shape. A wrong type makes the whole answer unreadable. */
const shape = z.object({
  state: z.string().nullish(),
  error_code: z.union([z.string(), z.number()]).nullish(),
  pin: secretText,
  serial: secretText,
  id: z.unknown().optional(),
  credits_consumed: z.unknown().optional(),
  message: z.unknown().optional(),
  error: z.unknown().optional(),
  details: z.unknown().optional(),
  error_data: z.unknown().optional(),
});

export type Answer = {
  state: string | null;
  /** As sent, blank as null; `code` is set when it is one of Khalti's known ones. */
  errorCode: string | null;
  code: KhaltiCode | null;
  pin: string | null;
  serial: string | null;
  id: string | null;
  /** What the order took from our credit, when it is an amount. */
  costPaisa: number | null;
  /** All texts with secrets still in them: to decide on, never to show. */
  rawText: string;
  words: string;
  /** What `details` (or else `error_data`) says, clean. */
  explanation: string;
};

/** The body as a JSON object, or null. */
export function readJsonObject(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Reads one answer; null when it is not a JSON object or a field that decides has a wrong type. */
export function readAnswer(json: Record<string, unknown> | null, status: number, token: string): Answer | null {
  const parsed = shape.safeParse(json);
  if (!json || !parsed.success) return null;
  const { state, error_code, pin, serial, id, credits_consumed, message, error, details, error_data } = parsed.data;
  const errorCode = readCode(error_code);
  const secrets = [token, ...secretsOf(json)];
  const explanation = textsOf(details).length > 0 ? details : error_data;
  const clean = (value: unknown) => textsOf(value).map((text) => removeSecrets(text, secrets));
  const explained = clean(explanation);
  const head = [state, errorCode].filter(Boolean).map((part) => removeSecrets(String(part), secrets));
  return {
    state: state ?? null,
    errorCode,
    code: errorCode !== null && isKhaltiCode(errorCode) ? errorCode : null,
    pin: pin || null,
    serial: serial || null,
    id: readId(id),
    costPaisa: readCost(credits_consumed),
    rawText: [message, error, details, error_data].flatMap((part) => textsOf(part)).join('\n'),
    words: [...new Set([head.join(' ') || `HTTP ${status}`, ...clean(message), ...explained])]
      .join(' · ')
      .slice(0, 500),
    explanation: explained.join(', ').slice(0, 300),
  };
}

function readCode(code: string | number | null | undefined): string | null {
  if (typeof code === 'number') return String(code).padStart(3, '0');
  return code?.trim() || null;
}

function readCost(consumed: unknown): number | null {
  const paisa = paisaFromRupees(consumed);
  return paisa !== null && paisa >= 0 ? paisa : null;
}

/** An id of the supplier's, `0` being none. */
export function readId(id: unknown): string | null {
  if (typeof id === 'number') return Number.isSafeInteger(id) && id > 0 ? String(id) : null;
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) && id !== '0' ? id : null;
}

export const khalti = (code: KhaltiCode | null): SupplierCode | null => (code === null ? null : `khalti:${code}`);

const reasonTexts = {
  unreachable: 'Khalti could not be reached.',
  timed_out: 'Khalti did not answer in time.',
  cut: 'The connection was cut before the answer was complete.',
  unreadable: 'The answer could not be read.',
} as const;

/** Why there is no answer, in words. */
export const textOfReason = (reason: keyof typeof reasonTexts): string => reasonTexts[reason];
