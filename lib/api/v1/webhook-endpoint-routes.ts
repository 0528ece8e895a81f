import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { lookUpAhead } from '@/lib/platform/webhooks/assert-sendable';
import { createEndpointInput } from '@/lib/platform/webhooks/schemas';
import { unchanged } from '../http/answer-one';
import { needs } from '../http/authenticate';
import type { KeyEnv } from '../http/environment';
import { idempotency, idempotencyHeader } from '../http/idempotency';
import { ifMatch, preconditionFailed } from './endpoint-precondition';
import { commonRefusals, conflictResponse, keyConflict, notFoundResponse } from './problem-response';
import { endpointBodyExample, endpointExample, endpointSchema } from './webhook-endpoint-shape';

const withSecret = endpointSchema
  .extend({
    secret: z.string().meta({
      description:
        'What messages are signed with, as the Standard Webhooks say. It is in this answer and no other; repeated with the same ' +
        '`Idempotency-Key` it is shown again for as long as it signs.',
    }),
  })
  .meta({ id: 'WebhookEndpointWithSecret' });

const example = endpointExample;
const exampleWithSecret = { ...example, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw0tgyrPC1x3k=' };

const { url, description, eventTypes } = createEndpointInput.shape;
const bodySchema = z.object({
  url: url.meta({ description: 'Begins with https:// and leads to the internet. Redirects are not followed.' }),
  event_types: eventTypes.meta({ description: 'What is sent to it, of what your own keys cause.' }),
  description: description.meta({ description: 'Your own words, at most 200 characters.' }),
});

export const endpointId = z
  .string()
  .regex(/^\d{1,15}$/, 'Give the id of a webhook, a whole number.')
  .transform(Number)
  .openapi({ param: { name: 'id', in: 'path' }, type: 'integer', description: "The webhook's id.", example: 1 });
const params = z.object({ id: endpointId });
const headers = z.object(idempotencyHeader);

const scope = 'Needs the scope `webhooks:write`.';
const shared = { tags: ['Webhooks'], security: [{ bearer: [] }] };
const reading = { ...shared, middleware: needs('webhooks.read') };
const writing = { ...shared, middleware: [needs('webhooks.write'), idempotency] };
/** An `Idempotency-Key` opens a transaction. */
const lookingUp = createMiddleware<KeyEnv>(async (c, next) => {
  if (c.req.header('idempotency-key')) await lookUpAhead((await c.req.json().catch(() => null))?.url);
  await next();
});
const writingAddress = { ...shared, middleware: [needs('webhooks.write'), lookingUp, idempotency] };
const json = <S extends z.ZodType>(schema: S, shown: z.output<S>) => ({
  'application/json': { schema, example: shown },
});
const body = { required: true, content: { 'application/json': { schema: bodySchema, example: endpointBodyExample } } };
const notFound = notFoundResponse('webhook');
const refusals = { ...commonRefusals, 404: notFound, 409: keyConflict };

export const listEndpointsRoute = createRoute({
  ...reading,
  method: 'get',
  path: '/webhook_endpoints',
  operationId: 'listWebhookEndpoints',
  summary: 'List webhooks',
  description: `Those of your own company, the newest first. There is one page. ${scope}`,
  responses: {
    200: {
      description: 'All of them.',
      content: json(
        z.object({ data: z.array(endpointSchema), next: z.null().meta({ description: 'There is no further page.' }) }),
        { data: [example], next: null },
      ),
    },
    ...commonRefusals,
  },
});

export const createEndpointRoute = createRoute({
  ...writingAddress,
  method: 'post',
  path: '/webhook_endpoints',
  operationId: 'createWebhookEndpoint',
  summary: 'Add a webhook',
  description: `The answer has the secret that its messages are signed with. A company has at most 20. ${scope}`,
  request: { headers, body },
  responses: {
    201: { description: 'It is sent what happens from now on.', content: json(withSecret, exampleWithSecret) },
    ...commonRefusals,
    409: conflictResponse('There are as many as a company can have.', {
      code: 'too_many_webhooks',
      title: 'A company has at most 20 webhooks. Delete one first.',
    }),
  },
});

export const getEndpointRoute = createRoute({
  ...reading,
  method: 'get',
  path: '/webhook_endpoints/{id}',
  operationId: 'getWebhookEndpoint',
  summary: 'Get a webhook',
  description: `One of your own company, without its secret. Its \`ETag\` is for \`If-Match\` of a change. ${scope}`,
  request: { params },
  responses: {
    200: { description: 'The webhook as it is now.', content: json(endpointSchema, example) },
    ...unchanged,
    ...commonRefusals,
    404: notFound,
  },
});

export const updateEndpointRoute = createRoute({
  ...writingAddress,
  method: 'put',
  path: '/webhook_endpoints/{id}',
  operationId: 'updateWebhookEndpoint',
  summary: 'Change a webhook',
  description: `Its address, events and description, all of them; a new address is tried at once. ${scope}`,
  request: { params, headers: z.object({ ...ifMatch, ...idempotencyHeader }), body },
  responses: {
    200: { description: 'It is changed.', content: json(endpointSchema, example) },
    ...refusals,
    ...preconditionFailed,
  },
});

const deleted = z.object({ id: z.number().int(), deleted: z.literal(true) });
export const deleteEndpointRoute = createRoute({
  ...writing,
  method: 'delete',
  path: '/webhook_endpoints/{id}',
  operationId: 'deleteWebhookEndpoint',
  summary: 'Delete a webhook',
  description: `Nothing is sent to it any more, what waits neither. The desk can restore it for 30 days. ${scope}`,
  request: { params, headers: z.object({ ...ifMatch, ...idempotencyHeader }) },
  responses: {
    200: { description: 'It is deleted.', content: json(deleted, { id: 1, deleted: true }) },
    ...refusals,
    ...preconditionFailed,
  },
});

export const rotateSecretRoute = createRoute({
  ...writing,
  method: 'post',
  path: '/webhook_endpoints/{id}/rotate_secret',
  operationId: 'rotateWebhookSecret',
  summary: 'Replace the secret of a webhook',
  description:
    'For 24 hours each message carries a signature by the secret before as well, so that you can change it without a gap. ' +
    scope,
  request: { params, headers },
  responses: {
    200: {
      description: 'The webhook with its new secret.',
      content: json(withSecret, { ...exampleWithSecret, old_secret_until: '2026-11-04T06:15:00.000Z' }),
    },
    ...refusals,
  },
});

function switchRoute(path: 'enable' | 'disable', words: { summary: string; description: string; done: string }) {
  return createRoute({
    ...writing,
    method: 'post',
    path: `/webhook_endpoints/{id}/${path}`,
    operationId: `${path}WebhookEndpoint`,
    summary: words.summary,
    description: `${words.description} ${scope}`,
    request: { params, headers },
    responses: {
      200: {
        description: words.done,
        content: json(endpointSchema, { ...example, state: path === 'enable' ? 'active' : 'disabled' }),
      },
      ...refusals,
    } satisfies RouteConfig['responses'],
  });
}

export const enableEndpointRoute = switchRoute('enable', {
  summary: 'Switch a webhook on',
  description: 'Also one that had answered 410. What happened meanwhile was not kept for it: read it from the events.',
  done: 'It is on.',
});

export const disableEndpointRoute = switchRoute('disable', {
  summary: 'Switch a webhook off',
  description: 'Nothing is kept for it until it is switched on; what waits is cancelled.',
  done: 'It is off.',
});
