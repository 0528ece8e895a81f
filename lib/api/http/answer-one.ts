import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { Conflict } from '@/lib/core/errors';

/** Of one thing as it is answered, after its version where it has one that changes with each write. */
export function entityTag(body: unknown, version?: number): string {
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 16);
  return version === undefined ? `"${digest}"` : `"${version}-${digest}"`;
}

/** How a call that answers so documents it. */
export const unchanged = { 304: { description: 'It is as it was when `If-None-Match` was read. No body.' } };

/** One thing with its `ETag`; 304 to a client that has it as it is now. */
export function answerOne(c: Context, body: unknown, version?: number): Response {
  const etag = entityTag(body, version);
  const headers = { etag, 'cache-control': 'private, no-cache', vary: 'Authorization' };
  const known = c.req.header('if-none-match')?.split(',').map(plainTag) ?? [];
  if (known.includes(etag) || known.includes('*')) return c.body(null, 304, headers);
  return c.body(JSON.stringify(body), 200, { ...headers, 'content-type': 'application/json' });
}

/** A compressed answer has the weak form of the tag. */
const plainTag = (tag: string) => tag.trim().replace(/^W\//, '');

/**
 * The version that `If-Match` asks for; nothing when it is absent or `*`.
 * @throws HTTPException 412 for what is no `ETag` of ours
 */
function expectedVersion(c: Context): number | undefined {
  const given = c.req.header('if-match')?.trim();
  if (!given || given === '*') return undefined;
  const version = Number(/^"(\d{1,9})-[\w-]{16}"$/.exec(plainTag(given))?.[1]);
  if (version > 0) return version;
  throw new HTTPException(412, { message: 'If-Match must be the one ETag of what was read.' });
}

/** A write to the version that `If-Match` asks for; `answerStale` makes the answer to one that came too late. */
export async function whileUnchanged(
  c: Context,
  write: (version: number | undefined) => Promise<Response>,
  answerStale: (stale: Conflict) => Promise<Response>,
): Promise<Response> {
  const version = expectedVersion(c);
  try {
    return await write(version);
  } catch (error) {
    if (error instanceof Conflict && error.reason === 'stale') return answerStale(error);
    throw error;
  }
}
