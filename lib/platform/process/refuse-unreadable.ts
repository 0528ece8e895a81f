import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { logger } from '@/lib/core/logger';
import { headersOfEveryAnswer } from './stamp-request';

type Refusal = [status: number, code: string, title: string];

/** Closed at once, what the peer has still in flight would cost it the answer. */
const lingerMs = 1_000;

const unreadable: Refusal = [400, 'malformed', 'This is not an HTTP request that can be read.'];
const refusals: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: [431, 'headers_too_large', 'The address and the headers have at most 16 KiB together.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'timeout', 'The request took too long to arrive. Send it again.'],
};

/**
 * Answers what never became a request, and ends its connection: Node itself would send a status without a body. A peer
 * that does not close its side would hold the descriptor until the limit on silence.
 */
export function refuseUnreadable(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  moreHeaders: Record<string, string>,
): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, code, title] = refusals[error.code ?? ''] ?? unreadable;
  const requestId = randomUUID();
  const body = JSON.stringify({ type: 'about:blank', status, code, title, request_id: requestId });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
    ...Object.entries({ ...headersOfEveryAnswer, ...moreHeaders }).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => setTimeout(() => socket.destroy(), lingerMs).unref());
  logger.info({ requestId, status, code: error.code }, 'unreadable request');
}
