import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { endpointVersion } from '@/lib/platform/webhooks/endpoint-summary';
import { getEndpoint } from '@/lib/platform/webhooks/list-endpoints';
import { entityTag, whileUnchanged } from '../http/answer-one';
import type { KeyEnv } from '../http/environment';
import { problemSchema, shownProblem } from './problem-response';
import { endpointExample, endpointSchema, serializeEndpoint } from './webhook-endpoint-shape';

/** The header of a write: it is done only while the webhook is as it was read. */
export const ifMatch = {
  'if-match': z.string().optional().meta({
    description:
      'The `ETag` of the webhook that was read. Messages that it takes or refuses do not change the part that is compared.',
    example: '*',
  }),
};

const title = 'The webhook was changed since it was read. Nothing was overwritten.';

export const preconditionFailed = {
  412: {
    description: 'It was changed since it was read; with what is there now.',
    content: {
      'application/problem+json': {
        schema: problemSchema.extend({ webhook: endpointSchema.optional() }).meta({ id: 'WebhookChanged' }),
        example: { ...shownProblem({ status: 412, code: 'precondition_failed', title }), webhook: endpointExample },
      },
    },
  },
};

/** Answers a write to an older version with what is there now. */
export const underPrecondition = (
  c: Context<KeyEnv>,
  id: number,
  write: (version: number | undefined) => Promise<Response>,
): Promise<Response> =>
  whileUnchanged(c, write, async () => {
    const endpoint = await getEndpoint(c.var.ctx, { id });
    const webhook = serializeEndpoint(endpoint);
    const problem = { type: 'about:blank', status: 412, code: 'precondition_failed', title, detail: title };
    return c.body(JSON.stringify({ ...problem, request_id: c.var.requestId, webhook }), 412, {
      'content-type': 'application/problem+json',
      etag: entityTag(webhook, endpointVersion(endpoint)),
    });
  });
