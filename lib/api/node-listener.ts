import { getRequestListener, RequestError } from '@hono/node-server';
import type { app } from './app';
import { logFault } from './problem';

/**
 * The app as a handler of Node's HTTP server. A request without a Host is HTTP/1.0, as a load balancer's probe may be.
 * Nothing but a target or a Host that makes no address fails before the app is asked.
 */
export function nodeListener({ fetch }: Pick<typeof app, 'fetch'>): ReturnType<typeof getRequestListener> {
  return getRequestListener(fetch, {
    // Hono's adapter would otherwise replace Request and Response for Next too.
    overrideGlobalObjects: false,
    hostname: 'localhost',
    errorHandler(error) {
      const isTheirs = error instanceof RequestError;
      if (!isTheirs) logFault(error, '');
      const [status, code, title] = isTheirs
        ? [400, 'malformed', 'The request target or the Host header is malformed.']
        : [500, 'server_error', 'Something failed on our side.'];
      const headers = { 'content-type': 'application/problem+json' };
      return new Response(JSON.stringify({ type: 'about:blank', status, code, title }), { status, headers });
    },
  });
}
