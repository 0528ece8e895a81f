import { z } from 'zod';
import { type Contract, contractOf } from '@/lib/api/openapi/complete-document';
import type { ApiDocument } from '@/lib/api/openapi/describe-api';

type Media = { schema?: object; example?: unknown; examples?: Record<string, { value: unknown }> };
type Operation = {
  parameters?: { in: string; name: string; required?: boolean; schema?: { example?: unknown } }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { $ref?: string; content?: Record<string, Media> }>;
};

export type Request = { path: string; headers: Record<string, string>; body?: unknown };
export type ConformanceCall = {
  /** `GET /management/coupons/{id}.json` */
  name: string;
  method: string;
  contract: Contract;
  /** What its examples say to send. */
  request: Request;
  answers: { status: number; type: string; schema: object | undefined; examples: unknown[] }[];
  /** What it answers when the call itself is not reached. */
  refusedBefore: { type: string; schema: object } | undefined;
};

/** Every call of the OpenAPI document, with the request of its examples and the answers that the document lists. */
export function conformanceCalls(document: ApiDocument): ConformanceCall[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      contract: contractOf(path),
      request: requestOf(path, operation),
      answers: Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
        Object.entries(content).map(([type, { schema, example, examples = {} }]) => ({
          status: Number(status),
          type,
          schema,
          examples: example === undefined ? Object.values(examples).map(({ value }) => value) : [example],
        })),
      ),
      refusedBefore: refusedBefore(document, operation),
    })),
  );
}

function refusedBefore({ components }: ApiDocument, { responses }: Operation): ConformanceCall['refusedBefore'] {
  const name = responses['4XX']?.$ref?.split('/').at(-1) ?? '';
  const shared = (components?.responses as Record<string, { content: Record<string, Media> }> | undefined)?.[name];
  const [[type, { schema = {} }] = ['', {}]] = Object.entries(shared?.content ?? {});
  return shared && { type, schema };
}

function requestOf(path: string, { parameters = [], requestBody }: Operation): Request {
  const shown = (where: string) =>
    parameters.flatMap(({ in: place, name, schema }): [string, string][] =>
      place === where && schema?.example !== undefined ? [[name, String(schema.example)]] : [],
    );
  const values = Object.fromEntries(shown('path'));
  const query = new URLSearchParams(shown('query')).toString();
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${path} shows no example of ${name}.`);
    return value;
  });
  const body = requestBody?.content['application/json']?.example;
  return {
    path: query ? `${filled}?${query}` : filled,
    headers: Object.fromEntries(shown('header')),
    ...(body === undefined ? {} : { body }),
  };
}

/** Where an answer is not of the shape shown: a key more or less, another type, nothing where something is shown. */
export function differences(shown: unknown, given: unknown, at = 'answer'): string[] {
  if (shown === null || given === null) return [];
  if (Array.isArray(shown)) {
    if (!Array.isArray(given)) return [`${at} is no list`];
    if (shown.length > 0 && given.length === 0) return [`${at} is empty`];
    return shown.length === 0 ? [] : differences(shown[0], given[0], `${at}[0]`);
  }
  if (typeof shown !== typeof given) return [`${at} is a ${typeof given}, not a ${typeof shown}`];
  if (typeof shown !== 'object' || typeof given !== 'object') return [];
  const [expected, actual] = [new Map(Object.entries(shown)), new Map(Object.entries(given))];
  // An empty object shows nothing of what is in it.
  if (expected.size === 0) return [];
  const missing = [...expected.keys()].filter((key) => !actual.has(key)).map((key) => `${at}.${key} is missing`);
  const added = [...actual.keys()].filter((key) => !expected.has(key)).map((key) => `${at}.${key} is not shown`);
  const inside = [...expected].flatMap(([key, value]) =>
    actual.has(key) ? differences(value, actual.get(key), `${at}.${key}`) : [],
  );
  return [...missing, ...added, ...inside];
}

/** A schema of the document, with those that it refers to. */
export function validatorOf({ components }: ApiDocument, schema: object): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: components?.schemas ?? {} });
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')));
}
