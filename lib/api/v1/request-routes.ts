import { createRoute, z } from '@hono/zod-openapi';
import { requestLanes } from '@/lib/platform/requests/filters';
import type { RequestDetails, RequestSummary } from '@/lib/platform/requests/list-requests';
import { listOwnRequestsInput, requestByIdInput } from '@/lib/platform/requests/schemas';
import { needs } from '../http/authenticate';
import { commonRefusals, notFoundResponse } from './problem-response';

const requestSchema = z
  .object({
    request_id: z.string().meta({ description: 'As `X-Request-Id` of the answer had it.' }),
    at: z.iso.datetime().meta({ description: 'When it arrived (ISO 8601, UTC).' }),
    key: z
      .object({
        id: z.number().int().meta({ description: "The key's id." }),
        name: z.string().meta({ description: 'Empty when nobody named it.' }),
        prefix: z.string().meta({ description: 'How the key begins.' }),
      })
      .meta({ description: 'Which key was used.' }),
    lane: z.enum(requestLanes).meta({ description: 'Which contract was called.' }),
    method: z.string().meta({ description: 'Of HTTP, such as `POST`.' }),
    path: z.string().meta({ description: 'Without what follows the `?`.' }),
    status: z.number().int().meta({ description: 'Of the answer.' }),
    duration_ms: z
      .number()
      .int()
      .meta({ description: 'From arrival to answer, without the network, in milliseconds.' }),
    error_code: z.string().nullable().meta({ description: 'The `code` or `error_code` of a refusal.' }),
  })
  .meta({ id: 'Request' });

const carried = (what: string) =>
  z
    .string()
    .nullable()
    .meta({
      description: `${what} as JSON, secrets and contacts masked; cut after 8,000 characters. Null without any.`,
    });
const wholeSchema = requestSchema
  .extend({
    query: carried('What followed the `?`,'),
    body: carried('The body, also of a form,'),
    answer: carried('The answer'),
  })
  .meta({ id: 'RequestWithBody' });

export const serializeRequest = (row: RequestSummary): z.infer<typeof requestSchema> => ({
  request_id: row.requestId,
  at: row.at.toISOString(),
  key: { id: row.keyId, name: row.keyName, prefix: row.keyPrefix },
  lane: row.lane,
  method: row.method,
  path: row.path,
  status: row.status,
  duration_ms: row.durationMs,
  error_code: row.errorCode,
});

export const serializeWholeRequest = ({
  query,
  body,
  answer,
  ...row
}: RequestDetails): z.infer<typeof wholeSchema> => ({
  ...serializeRequest(row),
  query,
  body,
  answer,
});

const example = {
  request_id: '4f6c1d0e-2b7a-4f0e-9a51-0c9f3b6f2a11',
  at: '2026-11-03T06:15:00.000Z',
  key: { id: 3, name: 'Shop', prefix: 'cdk_Yz3kQ8' },
  lane: 'v1' as const,
  method: 'POST',
  path: '/api/v1/redemptions',
  status: 409,
  duration_ms: 6,
  error_code: 'limit_reached',
};

const shared = { middleware: needs('requests.read'), tags: ['Requests'], security: [{ bearer: [] }] };
const scope = 'Needs the scope `requests:read`.';
const { keyId, ...narrowed } = listOwnRequestsInput.shape;

export const listRequestsRoute = createRoute({
  ...shared,
  method: 'get',
  path: '/requests',
  operationId: 'listRequests',
  summary: 'List requests',
  description:
    'What the keys of your own company called in the last 30 days, or as long as the desk has set, newest first, without what the ' +
    `calls carried. A request is in the list about half a second after its answer. ${scope}`,
  request: {
    query: z.object({
      ...narrowed,
      key_id: keyId.meta({ description: 'Only requests of this key.' }),
      outcome: narrowed.outcome.meta({
        description: 'By status: `answered` is below 400, `refused` 4xx, `failed` 5xx.',
      }),
      method: narrowed.method.meta({ description: 'Only requests with this method.' }),
      after: narrowed.after.meta({ description: '`next` of the page before.' }),
      limit: narrowed.limit.meta({ description: 'How many on a page.' }),
      lane: narrowed.lane.meta({ description: 'Only requests of this contract.' }),
    }),
  },
  responses: {
    200: {
      description: 'A page of them.',
      content: {
        'application/json': {
          schema: z.object({
            data: z.array(requestSchema),
            next: z.string().nullable().meta({ description: 'Null on the last page.' }),
          }),
          example: { data: [example], next: null },
        },
      },
    },
    ...commonRefusals,
  },
});

export const getRequestRoute = createRoute({
  ...shared,
  method: 'get',
  path: '/requests/{request_id}',
  operationId: 'getRequest',
  summary: 'Get a request',
  description:
    'One call of your own company by the `X-Request-Id` of its answer, or the `request_id` of an error: what was sent and answered. ' +
    'PINs, codes, tokens and the contacts of customers are masked. Of several with the same id it is the last. ' +
    scope,
  request: {
    params: z.object({
      request_id: requestByIdInput.shape.requestId.meta({
        description: 'The id of the request.',
        example: example.request_id,
      }),
    }),
  },
  responses: {
    200: {
      description: 'The request with what it carried.',
      content: {
        'application/json': {
          schema: wholeSchema,
          example: {
            ...example,
            query: null,
            body: '{"code":"••••","user":{"id":"4411"}}',
            answer:
              '{"type":"about:blank","status":409,"code":"limit_reached","title":"The coupon has reached its limit."}',
          },
        },
      },
    },
    ...commonRefusals,
    404: notFoundResponse('request'),
  },
});
