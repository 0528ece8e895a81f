import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { logger } from '@/lib/core/logger';
import { laneOf } from './lane';
import { MeteredRequest } from './metered-request';
import { refuseUnreadable } from './refuse-unreadable';
import { stampRequest } from './stamp-request';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export type HttpServerOptions = {
  api: Handler;
  pages: Handler;
  /** Take the client's address from X-Forwarded-For. */
  trustProxy?: boolean;
  bodyLimitBytes?: number;
  /** How long requests in flight may take once the server closes. */
  drainMs?: number;
};

export type HttpServer = { server: Server; close: () => Promise<void> };

const mebibyte = 1024 * 1024;

/** The process's one HTTP server: what holds for every request, then the lane that answers it. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const inFlight = new Set<ServerResponse>();
  const bodyLimit = options.bodyLimitBytes ?? 64 * mebibyte;
  let closing = false;

  const server = createServer(
    {
      IncomingMessage: MeteredRequest,
      headersTimeout: 20_000,
      // An upload of 64 MiB over a slow connection is the longest request there is.
      requestTimeout: 300_000,
      // Longer than the 60 s of the usual proxies, so that it is never us who cut a connection they just took.
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
    },
    (request, response) => {
      const started = performance.now();
      const requestId = stampRequest(request, response, options.trustProxy ?? false);
      inFlight.add(response);
      if (closing) response.setHeader('connection', 'close');
      response.once('close', () => {
        inFlight.delete(response);
        if (closing) server.closeIdleConnections();
        logAccess(request, response, requestId, performance.now() - started);
      });
      answer(request, response);
    },
  );

  server.on('clientError', (error, socket) => {
    const isAnswered = [...inFlight].some((response) => response.socket === socket && response.headersSent);
    if (isAnswered) socket.destroy();
    else refuseUnreadable(error, socket);
  });

  function answer(request: MeteredRequest, response: ServerResponse): void {
    const lane = laneOf(request.url);
    const tooLarge = () => refuse(response, 413, 'too_large', `A body has at most ${bodyLimit} bytes.`);
    if (lane === 'malformed') {
      refuse(response, 400, 'malformed', 'The request target is malformed.');
    } else if (Number(request.headers['content-length'] ?? 0) > bodyLimit) {
      tooLarge();
    } else {
      request.limit = bodyLimit;
      request.onTooLarge = tooLarge;
      handOver(lane, request, response).catch((error) => {
        logger.error({ err: error, requestId: response.getHeader('x-request-id') }, 'request failed');
        refuse(response, 500, 'server_error', 'Something failed on our side.');
      });
    }
  }

  async function handOver(lane: 'api' | 'pages', request: MeteredRequest, response: ServerResponse): Promise<void> {
    await options[lane](request, response);
  }

  async function close(): Promise<void> {
    closing = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const response of inFlight) {
      if (!response.headersSent) response.setHeader('connection', 'close');
    }
    server.closeIdleConnections();
    const cut = setTimeout(() => {
      logger.warn({ requests: inFlight.size }, 'requests were cut after the drain limit');
      server.closeAllConnections();
    }, options.drainMs ?? 10_000);
    await closed;
    clearTimeout(cut);
  }

  return { server, close };
}

/** Answers without any lane, and ends the connection: its body, if any, is not read. */
function refuse(response: ServerResponse, status: number, code: string, title: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const requestId = response.getHeader('x-request-id');
  response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' });
  response.end(JSON.stringify({ type: 'about:blank', status, code, title, request_id: requestId }), () => {
    response.req.socket?.destroySoon();
  });
}

function logAccess(request: IncomingMessage, response: ServerResponse, requestId: string, ms: number): void {
  // Never the query: it may carry what a user searched for.
  const path = request.url?.split('?', 1)[0] ?? '';
  const entry = {
    requestId,
    method: request.method,
    path,
    status: response.statusCode,
    ms: Math.round(ms * 10) / 10,
    ...(response.writableFinished ? {} : { aborted: true }),
  };
  if (path.startsWith('/_next/static/')) logger.debug(entry, 'request');
  else logger.info(entry, 'request');
}
