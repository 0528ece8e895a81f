import { describe, expect, it } from 'vitest';
import { createApp } from '@/lib/api/app';
import { apiDocument } from '@/lib/api/openapi/describe-api';

type Schema = {
  $ref?: string;
  type?: unknown;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};
type Media = Record<string, { schema?: Schema }>;
type Operation = {
  operationId?: string;
  description?: string;
  parameters?: { name: string; description?: string }[];
  requestBody?: { content: Media };
  responses: Record<string, { description?: string; content?: Media }>;
};

const noDatabase = () => {
  throw new Error('Nothing is read for a description.');
};
const document = apiDocument(createApp({ database: noDatabase, now: () => new Date() }));
const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    ...operation,
  })),
);

function undescribed(at: string, schema: Schema | undefined): string[] {
  if (!schema) return [];
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    ...(property.description || property.$ref ? [] : [`${at}.${name}`]),
    ...undescribed(`${at}.${name}`, property),
  ]);
  const parts = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [...own, ...parts.flatMap((part) => undescribed(at, part))];
}

/** Whether a schema says anything of what is in an answer. */
const isTyped = (schema: Schema | undefined): boolean =>
  Boolean(schema?.$ref || schema?.properties || schema?.items || schema?.anyOf || schema?.type === 'string');

const contentsOf = ({ name, requestBody, responses }: (typeof operations)[number]) => [
  ...Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => [`${name} body ${type}`, schema] as const),
  ...Object.entries(responses).flatMap(([status, { content = {} }]) =>
    Object.entries(content).map(([type, { schema }]) => [`${name} ${status} ${type}`, schema] as const),
  ),
];

describe('the OpenAPI document', () => {
  it('says of every field and parameter what it is', () => {
    const schemas = Object.entries(document.components?.schemas ?? {}) as [string, Schema][];
    const missing = [
      ...schemas.flatMap(([name, schema]) => undescribed(name, schema)),
      ...operations.flatMap((one) => contentsOf(one).flatMap(([at, schema]) => undescribed(at, schema))),
      ...operations.flatMap(({ name, parameters = [] }) =>
        parameters.filter(({ description }) => !description).map((parameter) => `${name} ?${parameter.name}`),
      ),
    ];
    expect(missing).toEqual([]);
  });

  it('has a type for every answer', () => {
    const untyped = operations.flatMap(contentsOf).filter(([at, schema]) => !at.includes(' body ') && !isTyped(schema));
    expect(untyped.map(([at]) => at)).toEqual([]);
  });

  it('names every call as its function in a client', () => {
    const odd = operations.filter(({ operationId }) => !/^[a-z]+([A-Z][a-z]+)*$/.test(operationId ?? ''));
    expect(odd.map(({ operationId }) => operationId)).toEqual([]);
    expect(operations.filter(({ operationId }) => /Json|Management/.test(operationId ?? ''))).toEqual([]);
  });

  it('has the headers of every answer, and what any call can be refused with', () => {
    for (const { name, responses } of operations) {
      for (const answer of Object.values(responses)) {
        expect(JSON.stringify(answer), name).toMatch(/X-Request-Id|components\/responses/);
      }
      if (!/ \/(health|api\/openapi)/.test(name))
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(['4XX', '5XX']));
    }
  });
});
