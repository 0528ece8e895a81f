import type { IncomingMessage, ServerResponse } from 'node:http';
import { tracer } from '@/lib/core/tracing';

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A listener whose requests are spans, from the first byte to the last; the listener itself unless traces are sent. */
export function traceRequests<L extends Listener>(
  listener: L,
  routeOf: (target: string, status: number) => string,
): Listener {
  const used = tracer();
  if (!used) return listener;
  return (request, response) => {
    const { method = '', url = '', headers } = request;
    const parent = typeof headers.traceparent === 'string' ? headers.traceparent : undefined;
    const attributes = { 'http.request.method': method, 'coupon_desk.lane': 'api' };
    return used.run({ name: `${method} api`, kind: 'server', attributes, parent }, (span) => {
      response.once('close', () => {
        const { statusCode } = response;
        span.set({ 'http.route': routeOf(url, statusCode), 'http.response.status_code': statusCode });
        span.end(statusCode >= 500 ? new Error() : undefined);
      });
      return listener(request, response);
    });
  };
}
