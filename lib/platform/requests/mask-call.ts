import { maskCode } from '@/lib/core/mask-code';
import { maskEmail } from '@/lib/core/mask-email';
import { maskPhone, parseNepaliMobile } from '@/lib/core/phone';
import { tokenOfPath } from '@/lib/core/routes';
import { isStorable } from '@/lib/core/storable-text';

/** What a call carried, as it was sent and answered. */
export type CallText = {
  method: string;
  path: string;
  /** What is behind the `?`, or nothing. */
  query: string;
  status: number;
  body: string | undefined;
  answer: string | undefined;
};
/** The same without secrets and contacts. */
export type MaskedCall = {
  path: string;
  query: string | null;
  body: string | null;
  answer: string | null;
  /** The answer's own, for programs; null where it has none. */
  errorCode: string | null;
};

const longestRead = 64 * 1024;
const longestKept = 8_000;
const longestPath = 500;
const mostItems = 10;
const deepest = 8;
/** A shorter value is in too many other texts to be looked for in them. */
const shortestSecret = 4;
/** From this length on the last four do not help anybody who guesses. */
const longCode = 12;
const hidden = '••••';

const secretName =
  /(?:^|_)(?:codes?|pins?|serials?|vouchers?|tokens?|secrets?|pass(?:word|wd)?|pwd|phones?|mobiles?|msisdn|tel|emails?|e?mail|contacts?|auth|authorization|cookie|cards?|otp|keys?)(?:_|$)/;
/** What only says something about such a value, such as `code_id` or `codes_left`. */
const aboutSecret = /_(?:ids?|at|until|count|total|left|length|types?|states?|status|number)$|^error_code$/;
/** In a query: what is looked for may be a code or a phone number. */
const searchName = /^(?:q|query|search|text)$/;
/** Names whose values are never codes, however much they look like one. */
const plainName =
  /^(?:ids?|idx|references?|reference_number|type|event_types?|status|states?|rule|unit|duration|after|next|cursor|user|help_url|timestamp)$|_(?:ids?|at|on|until|since|url)$/;

const key = /\b(cdk|whsec)_[\w+/=-]+/g;
const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const phone = /(?<![\w])(?:\+?977-?|0)?9[678]\d-?\d{7}(?!\d)/g;
/** Letters with digits, or many digits. */
const codeLike = /(?<![\w-])(?:(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9-]{8,64}|\d{10,64})(?![\w-])/g;
const instant = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d))?$/;
const ownCode = /^[a-z]+(?:_[a-z]+)*$/;

/**
 * A call without its secrets and contacts. Values are hidden by their names, by what they look like, and wherever else in the
 * call the same value is; what cannot be read is left out as a whole.
 */
export function maskCall({ path, query, status, body, answer }: CallText): MaskedCall {
  const [sent, got] = [readBody(body), readJson(answer)];
  const asked = query === '' ? undefined : Object.fromEntries(new URLSearchParams(query));
  const secrets = new Set<string>();
  for (const value of [asked, sent, got]) collectSecrets(value, '', secrets, 0);
  const all = [...secrets].sort((one, other) => other.length - one.length);
  return {
    path: maskPath(path, status, all),
    query: asked === undefined ? null : kept(maskQuery(asked, all)),
    body: sent === undefined ? null : kept(mask(sent, '', all, 0)),
    answer: got === undefined ? null : kept(mask(got, '', all, 0)),
    errorCode: status >= 400 ? errorCodeOf(got) : null,
  };
}

/**
 * A request's path as it can be kept and logged: without contacts and keys, without what looks like a code where it was refused, and
 * without these values.
 */
export function maskPath(path: string, status: number, secrets: string[] = []): string {
  const shown = (holdsIds(path, status) ? maskPlain : maskText)(decoded(path), secrets);
  return storable(shown.replace(tokenOfPath, '$1…')).slice(0, longestPath);
}

function readJson(text: string | undefined): unknown {
  if (text === undefined || text === '' || text.length > longestRead) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON, or a form. */
function readBody(text: string | undefined): unknown {
  const json = readJson(text);
  if (json !== undefined || text === undefined || text.length > longestRead) return json;
  return /^[\w%[\].+-]+=/.test(text) ? Object.fromEntries(new URLSearchParams(text)) : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `coupon[code]` and `phoneNumber` as `coupon_code` and `phone_number`. */
const plainCase = (name: string) =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^_|_$/g, '');

const kinds = new Map<string, 'secret' | 'plain' | 'other'>();
const mostNames = 2_000;

function kindOf(name: string): 'secret' | 'plain' | 'other' {
  const known = kinds.get(name);
  if (known) return known;
  const plain = plainCase(name);
  const kind =
    secretName.test(plain) && !aboutSecret.test(plain) ? 'secret' : plainName.test(plain) ? 'plain' : 'other';
  if (kinds.size < mostNames) kinds.set(name, kind);
  return kind;
}

/** An error's, a failed rule's: the word for programs, which our own answers call `code` too. */
const isErrorCode = (name: string, value: unknown, of: Record<string, unknown>): boolean =>
  name === 'code' &&
  typeof value === 'string' &&
  ownCode.test(value) &&
  ('rule' in of || ('title' in of && 'status' in of) || ('error' in of && 'message' in of));

/** What is wrong with a field is under the field's name: it is our own words, not the field's value. */
const isWords = (name: string) => name === 'fields' || name === 'errors';

function collectSecrets(value: unknown, name: string, secrets: Set<string>, depth: number): void {
  if (depth > deepest || isWords(name)) return;
  if (Array.isArray(value)) {
    for (const item of value) collectSecrets(item, name, secrets, depth + 1);
  } else if (isObject(value)) {
    for (const own of Object.keys(value)) {
      const item = value[own];
      if (!isErrorCode(own, item, value)) collectSecrets(item, own, secrets, depth + 1);
    }
  } else if ((typeof value === 'string' || typeof value === 'number') && kindOf(name) === 'secret') {
    const text = String(value).trim();
    const bare = text.replace(/[\s-]/g, '');
    for (const form of [text, text.toUpperCase(), bare, bare.toUpperCase()]) {
      if (form.length >= shortestSecret) secrets.add(form);
    }
  }
}

function mask(value: unknown, name: string, secrets: string[], depth: number): unknown {
  if (depth > deepest) return '…';
  if (Array.isArray(value)) {
    const items = value.slice(0, mostItems).map((item) => mask(item, name, secrets, depth + 1));
    return value.length > mostItems ? [...items, `… ${value.length - mostItems} more`] : items;
  }
  if (isObject(value)) {
    const shown: Record<string, unknown> = {};
    for (const own of Object.keys(value)) {
      const item = value[own];
      shown[maskName(own, secrets)] = isErrorCode(own, item, value)
        ? item
        : mask(item, isWords(name) ? name : own, secrets, depth + 1);
    }
    return shown;
  }
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const kind = kindOf(name);
  if (kind === 'secret') return maskSecret(String(value));
  if (typeof value === 'number') return value > 999_999_999 ? maskNumber(value) : value;
  return kind === 'plain' || (value[4] === '-' && instant.test(value))
    ? maskPlain(value, secrets)
    : maskText(value, secrets);
}

const maskNumber = (value: number): unknown => (parseNepaliMobile(String(value)) ? maskSecret(String(value)) : value);

/** Most names are words of ours. */
const maskName = (name: string, secrets: string[]) =>
  /^[a-z_]+$/.test(name) && !secrets.includes(name) ? name : maskText(name, secrets);

function maskQuery(asked: Record<string, string>, secrets: string[]): unknown {
  const shown = Object.entries(asked).map(([name, value]) => [
    maskText(name, secrets),
    searchName.test(plainCase(name)) ? hidden : mask(value, name, secrets, 0),
  ]);
  return Object.fromEntries(shown);
}

/** A value that is hidden: how it ends, where that gives nothing away. */
function maskSecret(value: string): string {
  const text = value.trim();
  if (text === '') return '';
  const number = parseNepaliMobile(text);
  if (number) return maskPhone(number);
  if (text.includes('@')) return maskEmail(text);
  if (/^(?:cdk|whsec)_/.test(text)) return `${text.split('_', 1)[0]}_…`;
  return maskCode(text.length >= longCode ? text.slice(-4) : '');
}

/** Without contacts, keys and the values that are hidden elsewhere in the call. */
function maskPlain(text: string, secrets: string[]): string {
  if (text.length < shortestSecret) return text;
  let shown = text;
  for (const secret of secrets) if (shown.includes(secret)) shown = shown.replaceAll(secret, maskSecret(secret));
  if (shown.includes('_')) shown = shown.replace(key, '$1_…');
  if (shown.includes('@')) shown = shown.replace(email, (found) => maskEmail(found));
  if (shown.includes('://'))
    shown = shown.replace(/([?&][^=&#\s]+=)[^&#\s]+/g, `$1${hidden}`).replace(/\/\/[^/@\s]+@/g, '//…@');
  return /\d{7}/.test(shown) ? shown.replace(phone, (found) => maskSecret(found)) : shown;
}

/** The same, and without what looks like a code. */
function maskText(text: string, secrets: string[]): string {
  const shown = maskPlain(text, secrets);
  return shown.length >= 8 && /\d/.test(shown) ? shown.replace(codeLike, (found) => maskSecret(found)) : shown;
}

function errorCodeOf(answer: unknown): string | null {
  if (!isObject(answer)) return null;
  const { code, error_code, error, errors } = answer;
  const found = [code, error_code, error].find((one) => typeof one === 'string');
  return typeof found === 'string' ? storable(found).slice(0, 100) : errors === undefined ? null : 'invalid';
}

/** An address that was answered holds ids and references, as does that of a sale which was found; another, what its caller mistook for one. */
const holdsIds = (path: string, status: number) =>
  status < 300 || status === 304 || (path.includes('/sales/') && foundStatuses.has(status));
const foundStatuses = new Set([409, 412, 422]);

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const storable = (text: string) => (isStorable(text) ? text : text.toWellFormed().replaceAll('\0', ''));
const kept = (value: unknown): string => storable(JSON.stringify(value)).slice(0, longestKept);
