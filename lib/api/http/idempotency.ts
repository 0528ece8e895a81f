import { createHash } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { DomainError, Forbidden, Invalid, RateLimited } from '@/lib/core/errors';
import { respondOnce } from '@/lib/platform/idempotency/respond-once';
import type { KeyEnv } from './environment';

class NotKept extends Error {}

/**
 * Honours `Idempotency-Key` on POST, behind `bearer`: what follows runs in one transaction with the kept answer.
 * Faults of ours and refusals of permission or rate are not kept, so that the request can be sent again.
 * @throws Invalid (`base`) for a key that cannot be one, Conflict for one in flight or used otherwise
 */
export const idempotency = createMiddleware<KeyEnv>(async (c, next) => {
  const key = c.req.header('idempotency-key');
  if (c.req.method !== 'POST' || key === undefined) return next();
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Invalid({ base: ['Idempotency-Key must be 1 to 255 visible ASCII characters'] });
  }
  const digest = createHash('sha256')
    .update(`${c.req.method} ${c.req.url.replace(/^\w+:\/\/[^/]+/, '')}\n`)
    .update(Buffer.from(await c.req.arrayBuffer()))
    .digest();
  try {
    const { status, body, repeated } = await respondOnce(c.var.ctx, { key, digest }, async (tx) => {
      c.set('ctx', tx);
      await next();
      if (!isKept(c.error, c.res.status)) throw new NotKept();
      return { status: c.res.status, body: await c.res.clone().text() };
    });
    if (repeated)
      return c.body(body, status as 200, { 'content-type': 'application/json', 'idempotent-replayed': 'true' });
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
  }
});

function isKept(error: Error | undefined, status: number): boolean {
  if (!error) return status < 500;
  return error instanceof DomainError && !(error instanceof Forbidden || error instanceof RateLimited);
}
