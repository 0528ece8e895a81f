import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { type FieldErrors, Invalid } from '@/lib/core/errors';
import { parseInput } from '@/lib/core/read-input';
import { type Permission, scopesThatCan } from '@/lib/platform/context/permissions';
import type { KeyEnv } from '../http/environment';
import { hasLostCharacters } from '../http/lost-characters';
import { repeatedParameters } from '../http/repeated-parameters';
import { problemResponse } from './problem-response';

type Part<R, Name extends string> = R extends { request: Record<Name, infer S extends z.ZodType> } ? z.output<S> : null;
type Body<R> = R extends {
  request: { body: { content: { 'application/json': { schema: infer S extends z.ZodType } } } };
}
  ? z.output<S>
  : null;
/** What a request holds, by the schemas of its route; null where the route has none. */
type Given<R> = { params: Part<R, 'params'>; headers: Part<R, 'headers'>; query: Part<R, 'query'>; body: Body<R> };
type Router = OpenAPIHono<KeyEnv>;
type Schema = z.ZodType;

const noQuery = z.object({});

/**
 * Documents a call and answers it, from one description. Its path, headers, query and body are read by the description's
 * schemas; every wrong field and every unknown one is refused at once. Where some keys have to say more than others, `bodySchemaFor`
 * is the schema for one. @throws Invalid
 */
export function addRoute<R extends RouteConfig>(
  router: Router,
  route: R,
  answer: (c: Context<KeyEnv>, given: Given<R>) => Promise<Response>,
  { bodySchemaFor }: { bodySchemaFor?: (c: Context<KeyEnv>) => Schema } = {},
): void {
  const { middleware = [], ...described } = route as RouteConfig;
  const before = [middleware].flat() as (MiddlewareHandler<KeyEnv> & { permission?: Permission })[];
  const permission = before.find((one) => one.permission)?.permission;
  const responses = { ...described.responses, ...(permission ? forbidden(permission) : {}) };
  router.openAPIRegistry.registerPath({ ...described, responses });
  const path = route.path.replace(/\{(\w+)\}/g, ':$1');
  router.on(route.method.toUpperCase(), [path], ...before, async (c) =>
    answer(c, (await readRequest(described, c, bodySchemaFor?.(c))) as unknown as Given<R>),
  );
}

const forbidden = (permission: Permission): RouteConfig['responses'] => ({
  403: problemResponse(
    `The key lacks the scope ${scopesThatCan(permission)
      .map((scope) => `\`${scope}\``)
      .join(' or ')}.`,
    {
      status: 403,
      code: 'forbidden',
      title: 'You do not have the right to do this.',
    },
  ),
});

async function readRequest({ request = {} }: Pick<RouteConfig, 'request'>, c: Context<KeyEnv>, bodySchema?: Schema) {
  const refused: FieldErrors = {};
  const read = (schema: Schema | undefined, value: unknown, what?: string) => {
    if (!schema) return null;
    const { data, errors } = { data: null, ...parseInput(schema, value, what) };
    Object.assign(refused, errors);
    return data;
  };
  const described = (request.body?.content['application/json'] ?? {}) as { schema?: Schema };
  const body = bodySchema ?? described.schema;
  const named = Object.keys((request.headers as z.ZodObject | undefined)?.shape ?? {});
  Object.assign(refused, repeatedParameters(c.req.queries()));
  const given = {
    params: read(request.params, c.req.param()),
    // Every client sends others, too.
    headers: read(request.headers as Schema, Object.fromEntries(named.map((name) => [name, c.req.header(name)]))),
    query: read(request.query ?? noQuery, c.req.query(), 'parameter'),
    body: body ? read(body, await readJson(c)) : null,
  };
  if (Object.keys(refused).length > 0) throw new Invalid(refused);
  return given;
}

/** @throws HTTPException 415, and 400 for a body that is not JSON */
async function readJson(c: Context<KeyEnv>): Promise<unknown> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  const text = await c.req.text();
  if (text !== '' && !/^application\/(?:[\w.-]+\+)?json$/.test(type ?? '')) throw new HTTPException(415);
  if (hasLostCharacters(text)) throw new HTTPException(400, { message: 'The body is not valid UTF-8.' });
  try {
    return JSON.parse(text);
  } catch {
    throw new HTTPException(400, { message: 'The body is not valid JSON.' });
  }
}
