import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { logger } from '@/lib/core/logger';
import { keepCall } from '@/lib/platform/requests/keep-call';
import type { ApiEnv } from './environment';

/**
 * Keeps each call of a known key with what it carried, whatever became of it; of a publishable key only that it was made. Nothing is read or masked here that was not read
 * for the answer: the request is not in its way.
 */
export const keepCalls = createMiddleware<ApiEnv>(async (c, next) => {
  const begun = performance.now();
  const at = c.var.dependencies.now();
  const answerOf = watchAnswer(c);
  await next();
  const { key, isPublic } = c.var.call;
  if (!key) return;
  try {
    const { dependencies, requestId } = c.var;
    const { method, path } = c.req;
    const { status } = c.res;
    const { onCall = keepCall } = dependencies;
    const durationMs = performance.now() - begun;
    // What strangers send, and its answer, is not kept: it would fill the table.
    const [body, answer] = isPublic ? [] : [await readBody(c), await answerOf()];
    const [, query = ''] = c.req.url.split('?', 2);
    onCall(dependencies.database(), { key, at, durationMs, requestId, method, path, query, status, body, answer });
  } catch (error) {
    logger.error({ err: error, requestId: c.var.requestId }, 'an API request was not kept');
  }
});

/** The text that the call was answered with, taken as it is made: reading it out of the answer again would cost a copy of it. */
function watchAnswer(c: Context<ApiEnv>): () => Promise<string | undefined> {
  let made: { status: unknown; text: unknown } | undefined;
  const body = c.body as (data: unknown, status?: unknown, headers?: object) => Response;
  const watched: typeof body = (data, status = 200, headers) => {
    made = { status, text: data };
    return body(data, status, headers);
  };
  const asJson = (data: unknown, status?: unknown, headers?: object) =>
    watched(JSON.stringify(data), status, { 'content-type': 'application/json', ...headers });
  Object.assign(c, { body: watched, json: asJson });
  return async () => {
    const { status, headers } = c.res;
    if (made?.status === status) return typeof made.text === 'string' ? made.text : undefined;
    // A refusal that was made in another way. What is streamed is not kept.
    const isRead = status >= 400 && /^application\/(problem\+)?json/.test(headers.get('content-type') ?? '');
    return isRead ? c.res.clone().text() : undefined;
  };
}

/** The body where somebody has read it. */
async function readBody({ req }: Context<ApiEnv>): Promise<string | undefined> {
  return Object.keys(req.bodyCache).length > 0 ? req.text() : undefined;
}
