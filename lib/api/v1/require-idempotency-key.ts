import { createMiddleware } from 'hono/factory';
import { Invalid } from '@/lib/core/errors';
import type { KeyEnv } from '../http/environment';

export const keyAdvice =
  'Send an Idempotency-Key header: your own name for this request, the same again when you repeat it.';

/** Checked before the body: a request that cannot be repeated safely is not begun. @throws Invalid */
export const requireIdempotencyKey = createMiddleware<KeyEnv>(async (c, next) => {
  if (!c.req.header('idempotency-key')?.trim()) {
    throw new Invalid({ 'idempotency-key': [keyAdvice] }, keyAdvice, 'idempotency_key_required');
  }
  await next();
});
