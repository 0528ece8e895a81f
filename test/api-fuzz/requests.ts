import fc from 'fast-check';
import type { Target } from './targets';

/** A request to a target: valid but for what was varied. */
export type VariedRequest = {
  path: string;
  query: [name: string, value: string][];
  headers: Record<string, string>;
  body: string | Buffer | undefined;
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const anyOf = <T>(...values: T[]) => fc.constantFrom(...values);
const mostly = <T, U>(usual: fc.Arbitrary<T>, weight: number, odd: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  fc.oneof({ arbitrary: usual, weight }, { arbitrary: odd, weight: 1 });

const texts = [
  '',
  ' ',
  'x\udfffy',
  '\u202e\u200b',
  '\r\nx: y',
  "'; drop table coupons; --",
  '%',
  '\\',
  '10',
  ' 10',
  '1e3',
  '-1',
  '०१२',
  '9'.repeat(400),
  'x'.repeat(300),
  'é'.repeat(600),
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59-23:59',
  '+275760-09-13T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '__proto__',
  'constructor',
  'hasOwnProperty',
];
const numbers = [0, -0, -1, 1.5, 2 ** 31, 2 ** 31 - 1, 2 ** 53, 2 ** 63, 1e308, -1e308, 5e-324];
const oddText: fc.Arbitrary<string> = fc.oneof(
  anyOf('\0', 'a\0b', '\ud800'),
  anyOf(...texts),
  fc.string({ unit: 'binary', maxLength: 80 }),
);
const oddValue = fc.oneof(
  oddText,
  anyOf<Json>(...numbers, null, true, false, [], {}, [[]], [null], ['', 0], { id: {} }, { toString: 1 }),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);

/** A value like the given one, with members missing, added or replaced. */
function bent(value: Json): fc.Arbitrary<Json> {
  if (Array.isArray(value)) return mostly(fc.tuple(...value.map(bent)), 6, oddValue);
  if (typeof value !== 'object' || value === null) return mostly(fc.constant(value), 5, oddValue);
  const members = Object.entries(value).map(([key, member]) =>
    mostly(
      bent(member).map((other) => [[key, other] as [string, Json]]),
      9,
      fc.constant<[string, Json][]>([]),
    ),
  );
  const added = mostly(fc.constant<[string, Json][]>([]), 5, fc.array(fc.tuple(oddText, oddValue), { maxLength: 3 }));
  return mostly(
    fc.tuple(...members, added).map((lists) => Object.fromEntries(lists.flat())),
    9,
    oddValue,
  );
}

const mebibyte = 1024 * 1024;

/** Damage to a JSON text. */
const ways: ((text: string) => string | Buffer | undefined)[] = [
  (text) => text.slice(0, text.length / 2),
  (text) => text.replace('{', '{"__proto__":{"polluted":1},'),
  (text) => text.replace(/"(\w+)":/, '"$1":null,"$1":'),
  (text) => text.replace(/:("[^"]*"|\d+)/, `:${'['.repeat(20_000)}${']'.repeat(20_000)}`),
  (text) => text.replace(/:("[^"]*"|\d+)/, ':1e999'),
  (text) => text.replace(/^\{/, `{"pad":"${'x'.repeat(2 * mebibyte)}",`),
  (text) => `\uFEFF${text}`,
  (text) => Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xff, 0xfe, 0x7d])]),
  (text) => Buffer.from(text, 'utf16le'),
  () => '['.repeat(100_000),
  () => '',
  () => undefined,
];

function bentBody(target: Target): fc.Arbitrary<VariedRequest['body']> {
  const { body } = target;
  if (body === undefined)
    return mostly(
      fc.constant(undefined),
      5,
      oddValue.map((value) => JSON.stringify(value)),
    );
  const isJson = body.startsWith('{');
  const near = isJson ? bent(JSON.parse(body) as Json).map((value) => JSON.stringify(value)) : fc.constant(body);
  return mostly(
    near,
    4,
    fc.tuple(near, anyOf(...ways)).map(([text, way]) => way(text)),
  );
}

const oddSegment = fc.oneof(
  anyOf('0', '-1', '1e3', '999999999', '9'.repeat(15), '9'.repeat(400), 'x'.repeat(6_000), 'x'.repeat(20_000)),
  anyOf('%00', '1%00', '1-%00', '%ff', '1-%ff', '%', '1-%zz', '1%2F2', '1-..%2f', '.', '..', '1-%F0%9F%92%A9', '1;a=b'),
  oddText.map((text) => encodeURIComponent(text.toWellFormed())),
);

const plainEncoded = (text: string) => encodeURIComponent(text.toWellFormed());
const oddEncoded = fc.oneof(
  oddText.map(plainEncoded),
  anyOf('%', '%zz', '%ff', '%00', '%u0041', '+', '%2', '%ED%A0%80', 'a%26b', 'x'.repeat(9_000)),
);

function bentQuery(target: Target): fc.Arbitrary<[string, string][]> {
  const optional =
    target.contract !== 'nettv' && !/[?&]|saleId|couponId|endpointId/.test(Object.keys(target.query).join());
  const known = Object.entries(target.query).map(([name, value]) => {
    const sent = mostly(fc.constant(value), 4, oddEncoded).map((one): [string, string][] => [[name, one]]);
    return mostly(sent, optional ? 2 : 12, fc.constant<[string, string][]>([]));
  });
  const names = fc.oneof(anyOf(...Object.keys(target.query), 'a[]', '__proto__', 'page[]', ''), oddEncoded);
  const more = mostly(fc.constant<[string, string][]>([]), 4, fc.array(fc.tuple(names, oddEncoded), { maxLength: 3 }));
  return fc.tuple(...known, more).map((lists) => lists.flat());
}

const contentTypes = [
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/json, text/html',
  '\xff',
  '',
];
const oddHeader = fc.oneof(
  anyOf<[string, string]>(
    ...contentTypes.map((type): [string, string] => ['content-type', type]),
    ['content-encoding', 'gzip'],
    ['transfer-encoding', 'chunked'],
    ['accept', 'text/html'],
    ['accept', '*/*;q=banana, \xff'],
    ['idempotency-key', 'the same for all'],
    ['idempotency-key', 'twowords'],
    ['idempotency-key', '\xe9'.repeat(300)],
    ['x-request-id', 'x'.repeat(5_000)],
    ['x-forwarded-for', '\xff, , 1.2.3.4'],
    ['cookie', 'a=%; b="; coupon-desk-session='],
    ['range', 'bytes=9-1'],
    ['if-none-match', '*'],
  ),
);

/** Requests to one call, most of them close enough to valid to reach its handler. */
export function bentRequests(target: Target): fc.Arbitrary<VariedRequest> {
  const segments = target.path.split('/').map((segment) => {
    if (!segment.startsWith('@')) return fc.constant(segment);
    const [, placeholder = '', ending = ''] = /^(@\w+@)(.*)$/.exec(segment) ?? [];
    const near = fc.oneof(
      fc.constant(placeholder),
      anyOf('-slug', '-a.b', '-%20').map((tail) => placeholder + tail),
    );
    const isManagement = target.contract === 'management';
    return mostly(isManagement ? near : fc.constant(placeholder), 9, oddSegment).map((one) => one + ending);
  });
  return fc.record({
    path: fc
      .tuple(fc.tuple(...segments), mostly(fc.constant(''), 15, anyOf('/', '//', '/x', '%00', '.json', ';')))
      .map(([parts, tail]) => parts.join('/') + tail),
    query: bentQuery(target),
    headers: fc
      .tuple(
        mostly(fc.constant(target.headers ?? {}), 15, fc.constant({})),
        mostly(
          fc.constant({}),
          4,
          oddHeader.map(([name, value]) => ({ [name]: value })),
        ),
      )
      .map(([usual, odd]) => ({ ...usual, ...odd })),
    body: bentBody(target),
  });
}

/** The valid call. */
export function straightRequest({ path, query, headers = {}, body, contract }: Target): VariedRequest {
  const required =
    contract === 'nettv'
      ? Object.entries(query)
      : Object.entries(query).filter(
          ([name]) =>
            /Id$|^(id|kind|table|reference)$/.test(name) ||
            /^(fileName|has|isWhole|encoding|delimiter|sheet|headerRow|column$|form$|places|meant$)/.test(name),
        );
  return { path, query: required, headers, body };
}
