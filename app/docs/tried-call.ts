import { keyField, type SampleCall } from '@/lib/api/reference/samples/request';

/** Filled in by name: a parameter's place and name, as `path id`. */
export type Given = { values: Record<string, string>; body: string };

/** Those that people fill in: the console puts the key in by itself. */
export const askedOf = ({ parameters }: SampleCall) => parameters.filter(({ name }) => name !== keyField);

export const nameOf = ({ in: place, name }: { in: string; name: string }) => `${place} ${name}`;

/**
 * What is there before anybody typed: examples. An `Idempotency-Key` is a new one for each console, so that what is sent first is not
 * the repetition of what somebody else of the company tried.
 */
export function firstGiven(call: SampleCall): Given {
  const values = askedOf(call).map((parameter) => {
    const { in: place, name, required, example } = parameter;
    const isKey = name.toLowerCase() === 'idempotency-key';
    const first = isKey ? `try-${Date.now()}` : place === 'path' || required ? (example ?? '') : '';
    return [nameOf(parameter), first] as const;
  });
  return { values: Object.fromEntries(values), body: call.body?.example ?? '' };
}

/** Test keys alone: the console is for trying, and live money is not. */
export const isTestKey = (key: string) => /^cdk_test_[\w-]+$/.test(key);

/** The request as the browser sends it. @throws SyntaxError for a body that is not the JSON it says it is */
export function requestOf(call: SampleCall, { values, body }: Given, key: string): { url: string; init: RequestInit } {
  const of = (place: string) =>
    askedOf(call).flatMap((parameter) => {
      const value = values[nameOf(parameter)] ?? '';
      return parameter.in === place && value !== '' ? [[parameter.name, value] as const] : [];
    });
  const path = of('path').reduce(
    (filled, [name, value]) => filled.replace(`{${name}}`, encodeURIComponent(value)),
    call.path,
  );
  const query = new URLSearchParams(of('query').map(([name, value]) => [name, value])).toString();
  const headers = new Headers([...of('header').map(([name, value]) => [name, value] as [string, string])]);
  headers.set('authorization', `Bearer ${key}`);
  if (call.body) headers.set('content-type', call.body.contentType);
  return {
    url: path + (query && `?${query}`),
    init: {
      method: call.method,
      headers,
      // Not as the person who is signed in at the desk.
      credentials: 'omit',
      cache: 'no-store',
      ...(call.body ? { body: withKey(call.body.contentType, body, key) } : {}),
    },
  };
}

function withKey(contentType: string, body: string, key: string): string {
  if (!contentType.includes('json') || body.trim() === '') return body;
  const read: unknown = JSON.parse(body);
  const isPurchase = typeof read === 'object' && read !== null && keyField in read;
  return isPurchase ? JSON.stringify({ ...read, [keyField]: key }) : body;
}

export type TriedAnswer = { status: number; ms: number; headers: [name: string, value: string][]; text: string };

const ofNote = [
  'content-type',
  'x-request-id',
  'ratelimit-policy',
  'ratelimit',
  'retry-after',
  'idempotent-replayed',
  'etag',
  'location',
  'allow',
  'www-authenticate',
  'deprecation',
  'sunset',
  'link',
  'coupon-desk-version',
];

/** Sends it, and reads what came back. @throws TypeError where nothing did */
export async function send({ url, init }: { url: string; init: RequestInit }): Promise<TriedAnswer> {
  const begun = performance.now();
  const answer = await fetch(url, init);
  const text = await answer.text();
  const headers = ofNote.flatMap((name): [string, string][] => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return { status: answer.status, ms: Math.round(performance.now() - begun), headers, text: indented(text) };
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
