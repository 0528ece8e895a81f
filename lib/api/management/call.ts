import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import { Invalid, NotFound } from '@/lib/core/errors';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import type { Permission } from '@/lib/platform/context/permissions';
import { needs } from '../http/authenticate';
import type { KeyEnv } from '../http/environment';
import { idempotency } from '../http/idempotency';
import { readPublicId } from './field-names';

export type ManagementEnv = { Variables: KeyEnv['Variables'] & { subject?: string } };
export type ManagementRouter = OpenAPIHono<ManagementEnv>;
export type ManagementContext = Context<ManagementEnv>;

type Call = Pick<RouteConfig, 'method' | 'path' | 'summary' | 'description' | 'request' | 'responses'> & {
  permission: Permission;
  /** What the body is about: the key that its errors are under. */
  subject?: string;
  tag: string;
};

/**
 * Documents a call and answers it, from one description: neither is there without the other. In `path`, `{id}` and
 * `{id}.json` take a number with or without text behind it.
 */
export function addCall(
  router: ManagementRouter,
  call: Call,
  answer: (c: ManagementContext) => Promise<Response>,
): void {
  const { permission, subject, tag, ...documented } = call;
  router.openAPIRegistry.registerPath({
    ...documented,
    tags: [tag],
    security: [{ bearer: [] }],
    responses: { ...documented.responses, ...commonRefusals(call) },
  });
  const path = call.path.replace(/\{(\w+)\}(\.json)?/g, (_, name: string, json = '') =>
    json ? `:${name}{[0-9][^/]*\\.json}` : `:${name}{[0-9][^/]*}`,
  );
  const method = call.method.toUpperCase();
  router.on(method, path, needs(permission), idempotency);
  router.on(method, path, async (c) => {
    if (subject) c.set('subject', subject);
    return answer(c);
  });
}

function commonRefusals(call: Call): RouteConfig['responses'] {
  const refusal = (description: string, example: unknown) => ({
    description,
    content: { 'application/json': { schema: { type: 'object' as const }, example } },
  });
  return {
    401: refusal('No key, or one that is unknown, revoked or expired.', { error: 'Not Authorized' }),
    403: refusal(`The key lacks the scope ${call.permission.replace('.', ':')}.`, { error: 'Forbidden' }),
    ...(call.path.includes('{') ? { 404: refusal('Not found.', { error: 'Not Found' }) } : {}),
  };
}

/** The row's number in a path. @throws NotFound when it cannot be one */
export function pathId(c: ManagementContext, name: string): number {
  const id = readPublicId(c.req.param(name) ?? '');
  if (id === null) throw new NotFound('It');
  return id;
}

/** The query by its schema; an empty value counts as absent. @throws Invalid with every bad parameter */
export function readQuery<S extends z.ZodType>(c: ManagementContext, schema: S): z.output<S> {
  const given = Object.entries(c.req.query()).filter(([, value]) => value !== '');
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new Invalid(fieldErrorsOf(parsed.error));
  return parsed.data;
}

/**
 * The object under `root` of a JSON body.
 * @throws HTTPException 415, Invalid (`base`) when the body is not JSON or holds no such object
 */
export async function readBody(c: ManagementContext, root: string): Promise<Record<string, unknown>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type && !/^application\/(?:[\w.-]+\+)?json$/.test(type)) throw new HTTPException(415);
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch {
    throw new Invalid({ base: ['is not valid JSON'] });
  }
  const value = isObject(body) ? body[root] : undefined;
  if (!isObject(value)) throw new Invalid({ base: [`must be an object with an object "${root}" in it`] });
  return value;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
