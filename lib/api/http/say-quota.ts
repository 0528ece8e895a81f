import { createMiddleware } from 'hono/factory';
import { quotaWindowSeconds } from '@/lib/platform/auth/count-request';
import type { ApiEnv } from './environment';

/** `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers, on every answer to a key that is known. */
export const sayQuota = createMiddleware<ApiEnv>(async (c, next) => {
  await next();
  const { quota } = c.var.call;
  if (!quota) return;
  const { lane, limit, remaining, resetSeconds } = quota;
  c.res.headers.set('ratelimit-policy', `"${lane}";q=${limit};w=${quotaWindowSeconds}`);
  c.res.headers.set('ratelimit', `"${lane}";r=${remaining};t=${resetSeconds}`);
});
