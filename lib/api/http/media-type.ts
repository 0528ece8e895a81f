import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import type { ApiEnv } from './environment';

/** A body that is compressed is refused as such, not read as JSON that is broken; where there is no call, nothing reads it. */
export const refuseEncodedBody = createMiddleware<ApiEnv>(async (c, next) => {
  const encoding = c.req.header('content-encoding')?.trim().toLowerCase();
  if (c.var.allow && encoding && encoding !== 'identity') {
    throw new HTTPException(415, { message: 'Send the body as it is, without a Content-Encoding.' });
  }
  await next();
});

/** What to do about a 415, also about one without a message of its own. */
export function mediaTypeHint({ message }: Error, orForm = ''): string {
  return message.startsWith('Send ')
    ? message
    : `Send the body as JSON, with "Content-Type: application/json"${orForm}.`;
}
