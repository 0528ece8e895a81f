import { wordsOf } from './field-words';

type Schema = {
  $ref?: string;
  description?: string;
  deprecated?: boolean;
  enum?: unknown[];
  type?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};
type Media = Record<string, { schema?: Schema }>;
type Answer = { $ref?: string; description?: string; headers?: Record<string, unknown>; content?: Media };
type Parameter = { name: string; in: string; description?: string; schema?: Schema };
type Operation = {
  operationId?: string;
  parameters?: Parameter[];
  requestBody?: { content?: Media };
  responses: Record<string, Answer>;
};
type Document = {
  paths?: Record<string, object> | undefined;
  webhooks?: Record<string, object> | undefined;
  components?: { schemas?: Record<string, unknown>; headers?: object; responses?: object } | undefined;
};

const header = (description: string, type: 'string' | 'integer' = 'string') => ({ description, schema: { type } });

const headers = {
  RequestId: header('Of this request. Quote it when you ask for help.'),
  IdempotentReplayed: header('`true` when this is the stored answer of an earlier request with the same key.'),
  RateLimitPolicy: header('How many requests a key can make, in how many seconds: `"v1";q=300000;w=60`.'),
  RateLimit: header('What is left of them, and in how many seconds all of it is there again: `"v1";r=299999;t=60`.'),
  RetryAfter: header('After how many seconds to send it again.', 'integer'),
  WwwAuthenticate: header('How to authenticate: `Bearer`.'),
  Version: header('The version of the API that answered: a date, of which there is one so far.'),
  Deprecation: header(
    'Of an answer to a request with a field that has another name by now: since when, as `@` and seconds of Unix time (RFC 9745). ' +
      'A call that is to go away has it too, with its last day in `Sunset` (RFC 8594).',
  ),
  ETag: header('Of the thing as it is answered, for `If-None-Match`, and for `If-Match` where a write takes it.'),
};
const reference = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` });

const quota = { 'RateLimit-Policy': reference('RateLimitPolicy'), RateLimit: reference('RateLimit') };

/** What any call of a contract can answer besides what it says itself, in that contract's shape. */
const contracts = {
  management: { schemas: ['ManagementError', 'RefusedBody'], type: 'application/json', idempotent: true },
  v1: { schemas: ['Problem'], type: 'application/problem+json', idempotent: true },
  nettv: { schemas: ['NettvRefusal'], type: 'application/json', idempotent: false },
} as const;

export type Contract = keyof typeof contracts | 'open';

export function contractOf(path: string): Contract {
  if (path.startsWith('/management/')) return 'management';
  if (path.startsWith('/api/v1/')) return 'v1';
  return path.startsWith('/health/') || path === '/api/openapi.json' ? 'open' : 'nettv';
}

const nameOf = (contract: string, range: '4XX' | '5XX') =>
  `${contract.charAt(0).toUpperCase()}${contract.slice(1)}${range === '4XX' ? 'Refused' : 'Fault'}`;

/** The answers of every call, once for each contract. */
function sharedAnswers() {
  const answers = Object.entries(contracts).flatMap(([contract, { schemas, type, idempotent }]) => {
    const [first, ...others] = schemas.map((name) => ({ $ref: `#/components/schemas/${name}` }));
    const content = { [type]: { schema: others.length > 0 ? { anyOf: [first, ...others] } : first } };
    const refused =
      'Refused before the call itself: no such address (404) or method (405, with `Allow`), ' +
      `${idempotent ? 'an `Idempotency-Key` that is in flight or belongs to another request (409), ' : ''}` +
      'a body that is too large (413) or of another media type (415), too many requests (429, with `Retry-After`).';
    const fault =
      'A fault of ours (500), or the desk cannot answer now (503). What was asked for may have happened: send it again ' +
      `${idempotent ? 'with the same `Idempotency-Key`.' : 'with the same `reference`.'}`;
    const version = contract === 'v1' ? { 'Coupon-Desk-Version': reference('Version') } : {};
    const shared = {
      'X-Request-Id': reference('RequestId'),
      ...version,
      ...quota,
      'Retry-After': reference('RetryAfter'),
    };
    return [
      [nameOf(contract, '4XX'), { description: refused, headers: shared, content }],
      [nameOf(contract, '5XX'), { description: fault, headers: shared, content }],
    ] as const;
  });
  return Object.fromEntries(answers);
}

/**
 * Adds to the document what is the same of every call, so that no router has to say it: the headers of its answers, the
 * refusals of its contract that come before the call, and words for fields that mean the same everywhere.
 */
export function completeDocument(document: Document): void {
  const components = { ...document.components };
  Object.assign(components, { headers: { ...components.headers, ...headers } });
  Object.assign(components, { responses: { ...components.responses, ...sharedAnswers() } });
  document.components = components;
  for (const [name, schema] of Object.entries(components.schemas ?? {})) describe(name, schema as Schema);
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const operation of Object.values(item) as Operation[]) completeOperation(contractOf(path), operation);
  }
  for (const item of Object.values(document.webhooks ?? {})) {
    for (const { requestBody } of Object.values(item) as Operation[]) describeContent('Webhook', requestBody?.content);
  }
}

function completeOperation(contract: Contract, operation: Operation): void {
  const owner = operation.operationId ?? '';
  const { parameters = [], responses } = operation;
  for (const parameter of parameters) {
    const said = parameter.description ?? parameter.schema?.description;
    const given = said ?? wordsOf(owner, parameter.name, parameter.schema ?? {});
    if (given) parameter.description = given;
  }
  describeContent(owner, operation.requestBody?.content);
  const takesKey = parameters.some(({ name }) => name === 'idempotency-key');
  const body = Object.values(operation.requestBody?.content ?? {});
  const takesDeprecated = body.some(({ schema }) =>
    Object.values(schema?.properties ?? {}).some((one) => one.deprecated),
  );
  for (const [status, answer] of Object.entries(responses)) {
    describeContent(owner, answer.content);
    answer.headers = {
      'X-Request-Id': reference('RequestId'),
      ...(contract === 'v1' ? { 'Coupon-Desk-Version': reference('Version') } : {}),
      ...(takesDeprecated && status.startsWith('2') ? { Deprecation: reference('Deprecation') } : {}),
      // Of an answer to a key that is known.
      ...(contract === 'open' || status === '401' ? {} : quota),
      ...answer.headers,
      ...(takesKey && status.startsWith('2') ? { 'Idempotent-Replayed': reference('IdempotentReplayed') } : {}),
      ...(status === '401' ? { 'WWW-Authenticate': reference('WwwAuthenticate') } : {}),
      ...(status === '429' || status === '409' ? { 'Retry-After': reference('RetryAfter') } : {}),
      ...(responses['304'] && (status === '200' || status === '304') ? { ETag: reference('ETag') } : {}),
    };
  }
  if (contract === 'open') return;
  for (const range of ['4XX', '5XX'] as const) {
    responses[range] = { $ref: `#/components/responses/${nameOf(contract, range)}` };
  }
}

function describeContent(owner: string, content: Media = {}): void {
  for (const { schema } of Object.values(content)) if (schema) describe(owner, schema);
}

function describe(owner: string, schema: Schema): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const given = property.$ref ? undefined : (property.description ?? wordsOf(owner, name, property));
    if (given) property.description = given;
    describe(owner, property);
  }
  const parts = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  for (const part of parts) if (part) describe(owner, part);
}
