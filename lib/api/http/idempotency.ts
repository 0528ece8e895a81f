import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import { DomainError, Forbidden, Invalid, NeedsSecondPerson, NotNow, RateLimited } from '@/lib/core/errors';
import { revealCode, revealsCodesOf } from '@/lib/domain/coupons/codes/reveal-code';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { type Masked, respondOnce } from '@/lib/platform/idempotency/respond-once';
import { repeatSecret } from '@/lib/platform/webhooks/repeat-secret';
import type { KeyEnv } from './environment';

class NotKept extends Error {}

const plainJson = 'application/json';
const writes = ['POST', 'PUT', 'DELETE'];

/** How a write documents it. */
export const idempotencyHeader = {
  'idempotency-key': z
    .string()
    .optional()
    .meta({
      description:
        'Your own name for this request, 1 to 255 visible ASCII characters. For 24 hours the same request with it is given ' +
        'the first answer again, with `Idempotent-Replayed: true`; another request with it is 409.',
    }),
};

/**
 * Honours `Idempotency-Key` on POST, PUT and DELETE, behind `bearer`: what follows runs in one transaction with the kept answer.
 * Faults of ours and refusals of permission or rate are not kept, so that the request can be sent again.
 * @throws Invalid (`base`) for a key that cannot be one, Conflict for one in flight or used otherwise
 */
export const idempotency = createMiddleware<KeyEnv>(async (c, next) => {
  const key = c.req.header('idempotency-key');
  if (!writes.includes(c.req.method) || key === undefined) return next();
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Invalid({ base: ['Idempotency-Key must be 1 to 255 visible ASCII characters'] });
  }
  const digest = createHash('sha256')
    .update(reachOf(c.var.ctx))
    .update(`${c.req.method} ${c.req.url.replace(/^\w+:\/\/[^/]+/, '')}\n`)
    .update(Buffer.from(await c.req.arrayBuffer()))
    .digest();
  try {
    const { status, body, type, reveal, repeated } = await respondOnce(c.var.ctx, { key, digest }, async (tx) => {
      c.set('ctx', tx);
      await next();
      if (!isKept(c.error, c.res.status)) throw new NotKept();
      const { text, reveal } = c.var.storedAnswer ?? { text: await c.res.clone().text() };
      const type = c.res.headers.get('content-type') ?? plainJson;
      return {
        status: c.res.status,
        body: text,
        ...(type.startsWith(plainJson) ? {} : { type }),
        ...(reveal ? { reveal } : {}),
      };
    });
    if (repeated) {
      const text = reveal ? await unmasked(c.var.ctx, body, reveal) : body;
      return c.body(text, status as 200, { 'content-type': type ?? plainJson, 'idempotent-replayed': 'true' });
    }
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
  }
});

/** A key that reaches other coupons asks something else: it is not shown the answer of a wider key of its company. */
function reachOf({ actor }: Context<KeyActor>): string {
  if (actor.couponLimit === 'all') return '';
  return `own ${actor.couponIds.toSorted((one, other) => one - other).join(' ')}\n`;
}

/**
 * A stored answer holds no code and no secret in clear: it is shown again to a key that may see it now, which is written down,
 * and stays masked for another key of the same integrator, and where one more in clear needs a second person.
 */
async function unmasked(ctx: Context<KeyActor>, stored: string, reveal: Masked): Promise<string> {
  if ('endpointId' in reveal) {
    const secret = await repeatSecret(ctx, reveal);
    return secret === null ? stored : JSON.stringify({ ...JSON.parse(stored), secret });
  }
  if (!(await revealsCodesOf(ctx, reveal.couponId))) return stored;
  const answer = JSON.parse(stored) as { code: { code: string } };
  try {
    answer.code.code = (await revealCode(ctx, reveal)).code;
  } catch (error) {
    if (error instanceof NeedsSecondPerson) return stored;
    throw error;
  }
  return JSON.stringify(answer);
}

function isKept(error: Error | undefined, status: number): boolean {
  if (!error) return status < 500;
  return (
    error instanceof DomainError &&
    !(error instanceof Forbidden || error instanceof RateLimited || error instanceof NotNow)
  );
}
