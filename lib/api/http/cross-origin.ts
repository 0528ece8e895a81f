import { createMiddleware } from 'hono/factory';
import { readsDatabase } from '@/lib/platform/context/context';
import { isPublishedIn } from '@/lib/platform/test-mode/is-published-in';
import type { ApiEnv } from './environment';

const path = '/api/v1/redemptions/check';
const sent = 'authorization, content-type, coupon-desk-version';
const read = 'ratelimit, ratelimit-policy, retry-after, x-request-id, coupon-desk-version';
const preflightSeconds = 600;

/** The one call that pages of other sites can send, with a publishable key. */
export const isForPages = (request: { method: string; path: string }) =>
  request.method === 'POST' && request.path.replace(/\/$/, '') === path;

/**
 * CORS of that call, and of no other: its answer can be read by a page whose origin the key names. A preflight carries no key: it
 * is let through for an origin that any key names, and the call behind it is refused where that is another key. Nothing is ever
 * said of credentials: no browser sends cookies with it.
 */
export const crossOrigin = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.req.path.replace(/\/$/, '') !== path) return next();
  await next();
  c.res.headers.append('vary', 'Origin');
  const { dependencies, pageOrigin, call } = c.var;
  const isPreflight = c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
  if (isPreflight && pageOrigin !== undefined && c.res.ok) {
    if (!(await isPublishedIn(readsDatabase(dependencies.database()), pageOrigin, dependencies.now()))) return;
    c.res.headers.set('access-control-allow-origin', pageOrigin);
    c.res.headers.set('access-control-allow-methods', 'POST');
    c.res.headers.set('access-control-allow-headers', sent);
    c.res.headers.set('access-control-max-age', String(preflightSeconds));
  }
  if (call.allowedOrigin === undefined) return;
  c.res.headers.set('access-control-allow-origin', call.allowedOrigin);
  c.res.headers.set('access-control-expose-headers', read);
});
