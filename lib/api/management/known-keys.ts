import type { RouteConfig } from '@hono/zod-openapi';
import { z } from 'zod';

/** The keys that a call's description names: of its query, of its body, and of its answer where the body sits in it. */
export type KnownKeys = {
  query: readonly string[];
  body: readonly string[];
  /** What a client has read and may send back: accepted and ignored. */
  answered: readonly string[];
};

const keysOf = (schema: unknown): string[] => {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  return schema instanceof z.ZodUnion ? schema.options.flatMap(keysOf) : [];
};

const under = (schema: unknown, key: string): unknown =>
  schema instanceof z.ZodObject && Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;

const schemaOf = (described: unknown): unknown =>
  (described as { content?: Record<string, { schema?: unknown }> } | undefined)?.content?.['application/json']?.schema;

export function knownKeys({ request, responses }: Pick<RouteConfig, 'request' | 'responses'>, root = ''): KnownKeys {
  return {
    query: keysOf(request?.query),
    body: keysOf(under(schemaOf(request?.body), root)),
    answered: keysOf(under(schemaOf(responses[200]), root)),
  };
}
