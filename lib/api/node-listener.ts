import { getRequestListener, RequestError } from '@hono/node-server';
import type { app } from './app';
import { logFault } from './http/problem';

const native = { Request: globalThis.Request, Response: globalThis.Response };

/**
 * The app as a handler of Node's HTTP server. A request without a Host is HTTP/1.0, as a load balancer's probe may be.
 * Nothing but a target or a Host that makes no address fails before the app is asked.
 */
export function nodeListener({ fetch }: Pick<typeof app, 'fetch'>): ReturnType<typeof getRequestListener> {
  const isFirst = globalThis.Response === native.Response;
  const listener = getRequestListener(fetch, {
    overrideGlobalObjects: isFirst,
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
  if (isFirst) {
    keepInstances('Request');
    keepInstances('Response');
  }
  return listener;
}

/**
 * The adapter replaces the global class by its own, three times as quick as Node's, for the whole process, Next included.
 * What Node itself creates, such as fetch's answers, must stay an instance of the global class; not of the adapter's, which
 * reads private members of its instances.
 */
function keepInstances(name: 'Request' | 'Response'): void {
  const adapted = globalThis[name] as typeof Response;
  class Kept extends adapted {}
  Object.defineProperty(Kept, Symbol.hasInstance, {
    value(this: unknown, value: unknown) {
      if (this === Kept) return value instanceof native[name];
      return Function.prototype[Symbol.hasInstance].call(this, value);
    },
  });
  Object.defineProperty(globalThis, name, { value: Kept });
}
