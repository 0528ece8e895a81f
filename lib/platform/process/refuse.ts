import type { IncomingMessage, ServerResponse } from 'node:http';
import { logger } from '@/lib/core/logger';
import { maskPath } from '@/lib/platform/requests/mask-call';

/** Answers without any lane, and ends the connection: its body, if any, is not read. */
export function refuse(response: ServerResponse, status: number, code: string, title: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const requestId = response.getHeader('x-request-id');
  response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' });
  response.end(JSON.stringify({ type: 'about:blank', status, code, title, request_id: requestId }), () => {
    response.req.socket?.destroySoon();
  });
}

export const pageRetrySeconds = 2;

/** Answers a page that cannot be made now: a browser shows what `page` says, a whole document. */
export function refusePage(response: ServerResponse, { reason, page }: { reason: string; page?: string | undefined }) {
  if (!response.headersSent) response.setHeader('retry-after', pageRetrySeconds);
  if (page === undefined || response.headersSent) {
    refuse(response, 503, reason, 'Not now. Try again.');
    return;
  }
  response.writeHead(503, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  });
  response.end(response.req.method === 'HEAD' ? undefined : page);
}

/** One line for each request. Never the query: it may carry what a user searched for, or a token. Nor a code that is in the path. */
export function logAccess(request: IncomingMessage, response: ServerResponse, requestId: string, ms: number): void {
  const path = request.url?.split('?', 1)[0] ?? '';
  const { statusCode: status } = response;
  const entry = {
    requestId,
    method: request.method,
    // Of what was cut, nobody knows what the path was.
    path: maskPath(path, response.writableFinished ? status : 400),
    status,
    ms: Math.round(ms * 10) / 10,
    ...(response.writableFinished ? {} : { aborted: true }),
  };
  if (path.startsWith('/_next/static/')) logger.debug(entry, 'request');
  else logger.info(entry, 'request');
}
