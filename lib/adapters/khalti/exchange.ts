import { errors, Pool } from 'undici';
import { traced, tracer } from '@/lib/core/tracing';
import type { Exchange } from './answer';

/** More than any answer of Khalti's needs; what is larger is not read. */
const largestBody = 1024 * 1024;

/** `answerTimeoutMs` covers the whole exchange, up to the last byte of the answer. */
export type Timeouts = { connectTimeoutMs: number; answerTimeoutMs: number };

/**
 * Connections to one host, a fresh one per request: nothing is ever sent on a connection that the far side may just be
 * closing, and undici can re-send no request of its own accord. No redirects, no HTTP/2 (its GOAWAY re-sends).
 */
export function openPool(origin: string, connectTimeoutMs: number): Pool {
  return new Pool(origin, {
    pipelining: 0,
    allowH2: false,
    connect: { timeout: connectTimeoutMs },
    // Undici's own are late by up to a second, and restart with every chunk of an answer that trickles.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: largestBody,
  });
}

export type ConnectionRequest = { path: string; post?: unknown };

/**
 * Sends one request once and reads the answer to its end. Never throws, and keeps undici's errors to itself: they may
 * name the path, and the token is in it.
 */
export async function exchange(pool: Pool, request: ConnectionRequest, answerTimeoutMs: number): Promise<Exchange> {
  // Not the path, for the same reason.
  const method = request.post === undefined ? 'GET' : 'POST';
  return traced({ name: `${method} Khalti`, kind: 'client' }, async (span) => {
    const answer = await exchangeOnce(pool, request, answerTimeoutMs);
    if (answer.kind === 'answered') span.set({ 'http.response.status_code': answer.status });
    else span.set({ 'coupon_desk.outcome': answer.reason });
    return answer;
  });
}

async function exchangeOnce(pool: Pool, request: ConnectionRequest, answerTimeoutMs: number): Promise<Exchange> {
  const post = request.post === undefined ? undefined : JSON.stringify(request.post);
  try {
    const { statusCode, body } = await pool.request({
      path: request.path,
      method: post === undefined ? 'GET' : 'POST',
      headers: {
        ...{ accept: 'application/json', ...tracer()?.headers() },
        ...(post === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: post ?? null,
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    const bytes = await body.arrayBuffer();
    return { kind: 'answered', status: statusCode, body: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    return { kind: 'unanswered', reason: reasonOf(error) };
  }
}

const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

function reasonOf(error: unknown): (Exchange & { kind: 'unanswered' })['reason'] {
  if (!(error instanceof Error)) return 'cut';
  if ('code' in error && typeof error.code === 'string' && unreachable.has(error.code)) return 'unreachable';
  if (error.name === 'TimeoutError') return 'timed_out';
  const isUnreadable = error instanceof errors.ResponseExceededMaxSizeError || error instanceof errors.HTTPParserError;
  return isUnreadable || error instanceof TypeError ? 'unreadable' : 'cut';
}
