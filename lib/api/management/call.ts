import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import type { Context as Call } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { notKnown } from '@/lib/core/did-you-mean';
import { type FieldErrors, Invalid, NotFound } from '@/lib/core/errors';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { Permission } from '@/lib/platform/context/permissions';
import { needs } from '../http/authenticate';
import type { KeyEnv } from '../http/environment';
import { isForm, readForm } from '../http/form-body';
import { idempotency, idempotencyHeader } from '../http/idempotency';
import { hasLostCharacters } from '../http/lost-characters';
import { repeatedParameters } from '../http/repeated-parameters';
import { readPublicId } from './field-names';
import { type KnownKeys, knownKeys } from './known-keys';
import { errorSchema, refusedBody } from './shapes';

export type ManagementEnv = {
  Variables: KeyEnv['Variables'] & { subject?: string | undefined; known: KnownKeys; unknown?: FieldErrors };
};
export type ManagementRouter = OpenAPIHono<ManagementEnv>;
export type ManagementContext = Call<ManagementEnv>;

type DescribedCall = Pick<RouteConfig, 'method' | 'path' | 'summary' | 'description' | 'request' | 'responses'> & {
  /** The name of its function in clients that are generated. */
  operationId: string;
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
  call: DescribedCall,
  answer: (c: ManagementContext) => Promise<Response>,
): void {
  const { permission, subject, tag, ...documented } = call;
  router.openAPIRegistry.registerPath({
    ...documented,
    request: call.method === 'get' ? (documented.request ?? {}) : withIdempotency(documented.request),
    tags: [tag],
    security: [{ bearer: [] }],
    responses: { ...documented.responses, ...commonRefusals(call) },
  });
  const path = call.path.replace(/\{(\w+)\}(\.json)?/g, (_, name: string, json = '') =>
    json ? `:${name}{[0-9][^/]*\\.json}` : `:${name}{[0-9][^/]*}`,
  );
  const method = call.method.toUpperCase();
  const known = knownKeys(call, subject);
  router.on(method, path, needs(permission), async (c, next) => {
    c.set('known', known);
    const repeated = repeatedParameters(c.req.queries());
    refuseNames(c, { ...repeated, ...unknownOf(Object.keys(c.req.query()), known.query, 'parameter') });
    await next();
  });
  router.on(method, path, idempotency);
  router.on(method, path, async (c) => {
    if (subject) c.set('subject', subject);
    return answer(c);
  });
}

function withIdempotency(request: RouteConfig['request']): NonNullable<RouteConfig['request']> {
  const own = request?.headers instanceof z.ZodObject ? request.headers.shape : {};
  return { ...request, headers: z.object({ ...own, ...idempotencyHeader }) };
}

function commonRefusals(call: DescribedCall): RouteConfig['responses'] {
  const refusal = (description: string, example: unknown) => ({
    description,
    content: { 'application/json': { schema: errorSchema, example } },
  });
  return {
    ...(call.responses[400] ? {} : refusedBody(null, { pag: ['is not a parameter; did you mean page?'] })),
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

/** Next to its object an answer has these, which a client may send back. */
const nextToObject = ['status', 'options', 'warnings'];

/**
 * The object under `root` of a body, JSON or a form, as the input of a use case.
 * @throws HTTPException 415; Invalid (`base`) when the body cannot be read or holds no such object; Invalid for unknown keys,
 *   with everything that the use case would refuse
 */
export async function readBody<Input>(
  c: ManagementContext,
  root: string,
  { problems }: { problems: (ctx: Context<KeyActor>, input: unknown) => Promise<FieldErrors> },
  read: (body: Record<string, unknown>) => Input | Promise<Input>,
): Promise<Input> {
  const body = await readContent(c);
  const value = isObject(body) ? body[root] : undefined;
  if (!isObject(body) || !isObject(value)) {
    throw new Invalid({ base: [`must be an object with an object "${root}" in it`] });
  }
  refuseNames(c, unknownOf(Object.keys(body), [root, ...nextToObject], 'field'));
  const { known } = c.var;
  const input = await read(value);
  const unknown = unknownOf(Object.keys(value), known.body, 'field', known.answered);
  if (Object.keys(unknown).length > 0) {
    c.set('subject', root);
    c.set('unknown', unknown);
    throw new Invalid(await problems(c.var.ctx, input));
  }
  return input;
}

/** A form says the same as JSON, in text. @throws HTTPException 415, Invalid (`base`) */
async function readContent(c: ManagementContext): Promise<unknown> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  const text = await c.req.text();
  if (hasLostCharacters(text)) throw new Invalid({ base: ['is not valid UTF-8'] });
  if (isForm(type)) {
    const form = readForm(text);
    if (!form) throw new Invalid({ base: ['is not a valid form'] });
    if (hasLostCharacters(JSON.stringify(form))) throw new Invalid({ base: ['is not valid UTF-8'] });
    return form;
  }
  if (type && !/^application\/(?:[\w.-]+\+)?json$/.test(type)) throw new HTTPException(415);
  try {
    return JSON.parse(text);
  } catch {
    throw new Invalid({ base: ['is not valid JSON'] });
  }
}

/** What is said of the names that are not known. */
function unknownOf(
  names: string[],
  known: readonly string[],
  what: string,
  ignored: readonly string[] = [],
): FieldErrors {
  const strange = names.filter((name) => !known.includes(name) && !ignored.includes(name));
  return Object.fromEntries(strange.map((name) => [name, [notKnown(name, known, what)]]));
}

/** @throws Invalid where something is said of a name, the names written as they were sent */
function refuseNames(c: ManagementContext, said: FieldErrors): void {
  if (Object.keys(said).length === 0) return;
  c.set('subject', undefined);
  c.set('unknown', said);
  throw new Invalid({});
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
