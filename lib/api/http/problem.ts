import type { ErrorHandler } from 'hono';
import { asNotNow } from '@/lib/core/database-errors';
import { Conflict, DomainError, Invalid, NotNow, RateLimited } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import type { ApiEnv } from './environment';
import { isRead } from './is-read';
import { mediaTypeHint } from './media-type';

/** Logs a fault of ours. Call it for every error that is not a refusal of the domain. */
export function logFault(error: unknown, requestId: string): void {
  logger.error({ err: error, requestId }, 'request failed');
}

const codes: Record<number, string> = {
  404: 'not_found',
  405: 'method_not_allowed',
  412: 'precondition_failed',
  413: 'too_large',
  415: 'unsupported_media_type',
};

/** What an error is answered as: a fault of the database that passes says so, and is logged with what was behind it. */
export function asAnswered<E extends Error>(error: E, { method, requestId }: { method: string; requestId: string }) {
  const notNow = asNotNow(error, isRead(method));
  if (notNow?.cause) logFault(notNow.cause, requestId);
  return notNow ?? error;
}

/** `Retry-After` of what can be sent again. */
export function retryAfter(error: Error): Record<string, string> {
  if (error instanceof RateLimited || error instanceof NotNow)
    return { 'retry-after': String(error.retryAfterSeconds) };
  return error instanceof Conflict && error.reason === 'idempotency_key_in_flight' ? { 'retry-after': '1' } : {};
}

/** RFC 9457 `application/problem+json`, for `/api/v1` and the desk's own reads. `code` is stable, for programs. */
export const problemJson: ErrorHandler<ApiEnv> = (thrown, c) => {
  const requestId = c.var.requestId;
  const error = asAnswered(thrown, { method: c.req.method, requestId });
  const problem = (status: number, body: Record<string, unknown>) =>
    c.body(JSON.stringify({ type: 'about:blank', status, ...body, request_id: requestId }), status as 400, {
      'content-type': 'application/problem+json',
      ...retryAfter(error),
    });
  if (error instanceof DomainError) {
    return problem(error.status, {
      code: 'reason' in error ? error.reason : error.code,
      title: error.message,
      detail: error.message,
      ...(error instanceof Invalid ? { fields: error.fields, errors: error.fields } : {}),
      ...('details' in error ? (error.details as Record<string, unknown>) : {}),
    });
  }
  if ('getResponse' in error) {
    const { status } = error.getResponse();
    if (status < 500) {
      const title = status === 415 ? mediaTypeHint(error) : error.message;
      return problem(status, { code: codes[status] ?? 'malformed', title, detail: title });
    }
  }
  logFault(error, requestId);
  const title = isRead(c.req.method)
    ? 'Something failed on our side.'
    : 'Something failed on our side. This may have been done: look, or send it again with the same Idempotency-Key.';
  return problem(500, { code: 'server_error', title, detail: title });
};
