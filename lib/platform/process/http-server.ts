import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { asNotNow } from '@/lib/core/database-errors';
import { logger } from '@/lib/core/logger';
import { unlessDown } from '@/lib/platform/health/database-watch';
import { clearOnSignOut } from './clear-on-sign-out';
import { bodyRuleOf, connectionLimits } from './connection-limits';
import { isFile, laneOf } from './lane';
import { MeteredRequest } from './metered-request';
import { openPageRoom } from './page-room';
import { logAccess, pageRetrySeconds, refuse, refusePage } from './refuse';
import { refuseUnreadable } from './refuse-unreadable';
import { sayInstead } from './say-instead';
import { stampRequest } from './stamp-request';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export type HttpServerOptions = {
  api: Handler;
  pages: Handler;
  /** Take the client's address from X-Forwarded-For, and host and scheme from their like; else these are dropped. */
  trustProxy?: boolean;
  /** Browsers reach us over https only: they are asked to keep to it. */
  https?: boolean;
  /** And to keep to it on every host below ours. */
  hstsSubdomains?: boolean;
  /** Whether somebody is signed in: a page takes a larger body from them. Without it, nobody is. */
  isKnown?: (request: IncomingMessage) => Promise<boolean>;
  /** Of signed-in people: an answer that ends it also asks the browser to drop what it kept. */
  sessionCookie?: string;
  /** Whether a page is not for the person who asks for it: its answer is 403 then, with what the page shows instead. */
  isForbidden?: (request: IncomingMessage) => Promise<boolean>;
  /** Whether the database does not answer: pages say so at once instead of being made. */
  isDown?: () => boolean;
  /** A whole document that says why there is no page now, for the person who asks. Without it, a few words. */
  insteadOfPage?: (request: IncomingMessage, reason: 'unavailable' | 'busy') => string;
  /** Called for every request when its answer has ended. */
  observe?: (request: { lane: string; target: string; method: string; status: number; ms: number }) => void;
  /** How long requests in flight may take once the server closes. */
  drainMs?: number;
  limits?: Partial<typeof connectionLimits>;
};

export type HttpServer = {
  server: Server;
  /** Takes requests for so long still, on connections that end with their answers, then ends what is in flight. */
  close: (stayMs?: number) => Promise<void>;
};

const httpsOnly = 'strict-transport-security';
const methodsOfPages = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** The process's one HTTP server: what holds for every request, then the lane that answers it. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const limits = { ...connectionLimits, ...options.limits };
  const inFlight = new Set<ServerResponse>();
  let leaving = false;
  let closing = false;
  const hsts = `max-age=31536000${options.hstsSubdomains ? '; includeSubDomains' : ''}`;
  const pageRoom = openPageRoom(limits);

  const server = createServer(
    {
      IncomingMessage: MeteredRequest,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.uploadMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      // Longer than the 60 s of the usual proxies, so that it is never us who cut a connection they just took.
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
      // A peer that is gone without a word is noticed.
      keepAlive: true,
      keepAliveInitialDelay: 30_000,
      // A missing Host is refused below, with the headers of every answer.
      requireHostHeader: false,
      // No protocol is switched to here: such a request is answered as the HTTP/1.1 that it is.
      shouldUpgradeCallback: () => false,
    },
    (request, response) => {
      const started = performance.now();
      const requestId = stampRequest(request, response, options.trustProxy ?? false);
      inFlight.add(response);
      if (options.sessionCookie) clearOnSignOut(response, options.sessionCookie);
      if (leaving || (request.headers.upgrade && !request.headers.authorization)) {
        response.setHeader('connection', 'close');
      }
      sayHttpsOnly(request, response);
      response.once('close', () => {
        inFlight.delete(response);
        if (closing) server.closeIdleConnections();
        const ms = performance.now() - started;
        logAccess(request, response, requestId, ms);
        const { url: target = '', method = '' } = request;
        options.observe?.({ lane: laneOf(target), target, method, status: response.statusCode, ms });
      });
      answer(request, response).catch((error) => {
        const isPage = laneOf(request.url) === 'pages';
        if (!isPage || !(error instanceof Lost)) {
          logger.error({ err: error, requestId: response.getHeader('x-request-id') }, 'request failed');
        }
        if (isPage && (error instanceof Lost || asNotNow(error))) return sayNotNow(request, response, 'unavailable');
        refuse(response, 500, 'server_error', 'Something failed on our side.');
      });
    },
  );
  server.maxConnections = limits.connections;
  // What neither sends nor reads for this long is cut, whatever state it is in.
  server.timeout = limits.silentMs;

  server.on('checkExpectation', (request, response) => {
    stampRequest(request, response, options.trustProxy ?? false);
    sayHttpsOnly(request, response);
    refuse(response, 417, 'expectation_failed', 'Only the expectation 100-continue can be met.');
  });
  server.on('clientError', (error, socket) => {
    const isAnswered = [...inFlight].some((response) => response.socket === socket && response.headersSent);
    if (isAnswered) socket.destroy();
    else refuseUnreadable(error, socket, options.https ? { [httpsOnly]: hsts } : {});
  });
  let dropped = 0;
  server.on('drop', () => {
    dropped += 1;
    if (dropped === 1 || dropped % 1_000 === 0) {
      logger.warn({ dropped, limit: limits.connections }, 'connections beyond the limit are refused');
    }
  });

  function sayHttpsOnly(request: IncomingMessage, response: ServerResponse): void {
    if (options.https || (options.trustProxy && isForwardedHttps(request))) response.setHeader(httpsOnly, hsts);
  }

  async function answer(request: MeteredRequest, response: ServerResponse): Promise<void> {
    const lane = laneOf(request.url);
    if (lane === 'malformed') return refuse(response, 400, 'malformed', 'The request target is malformed.');
    const hosts = request.headersDistinct.host?.length ?? 0;
    if (hosts > 1) return refuse(response, 400, 'malformed', 'There is more than one Host header.');
    if (hosts === 0 && request.httpVersion === '1.1') {
      return refuse(response, 400, 'malformed', 'There is no Host header.');
    }
    if (lane === 'pages' && !methodsOfPages.includes(request.method ?? '')) {
      response.setHeader('allow', methodsOfPages.join(', '));
      return refuse(response, 405, 'method_not_allowed', `A page answers ${methodsOfPages.join(', ')}.`);
    }
    if (lane === 'pages' && !isFile(request.url)) {
      if (options.isDown?.()) return sayNotNow(request, response, 'unavailable');
      if (!pageRoom.enter(response)) return sayNotNow(request, response, 'busy');
      return unlessDown(answerLane(lane, request, response), () => new Lost());
    }
    return answerLane(lane, request, response);
  }

  function sayNotNow(request: IncomingMessage, response: ServerResponse, reason: 'unavailable' | 'busy'): void {
    refusePage(response, { reason, page: options.insteadOfPage?.(request, reason) });
  }

  async function answerLane(lane: 'api' | 'pages', request: MeteredRequest, response: ServerResponse): Promise<void> {
    if (hasBody(request)) {
      const isKnown = lane === 'pages' && ((await options.isKnown?.(request)) ?? false);
      if (isKnown) pageRoom.markKnown(response);
      if (!meter(request, response, bodyRuleOf(lane, request.url, isKnown))) return;
    }
    if (lane !== 'pages' || !isRead(request)) return void (await options[lane](request, response));
    const isForbidden = await options.isForbidden?.(request);
    sayInstead(response, {
      200: () => (isForbidden ? 403 : 200),
      404: () => (isForbidden ? 403 : 404),
      500: () => {
        // What the page could not read is why it failed.
        if (!options.isDown?.()) return 500;
        response.setHeader('retry-after', pageRetrySeconds);
        return 503;
      },
    });
    await options.pages(request, response);
  }

  /** Bounds a body in size and in time; false when it is announced too large and refused already. */
  function meter(
    request: MeteredRequest,
    response: ServerResponse,
    rule: { bytes: number; isUpload: boolean },
  ): boolean {
    const tooLarge = () => refuse(response, 413, 'too_large', `A body has at most ${rule.bytes} bytes.`);
    if (Number(request.headers['content-length'] ?? 0) > rule.bytes) {
      tooLarge();
      return false;
    }
    request.limit = rule.bytes;
    request.onTooLarge = tooLarge;
    if (rule.isUpload) return true;
    const slow = setTimeout(() => {
      if (request.complete) return;
      refuse(response, 408, 'timeout', 'The body took too long to arrive. Send the request again.');
      request.socket.destroySoon();
    }, limits.bodyMs);
    request.once('close', () => clearTimeout(slow));
    return true;
  }

  async function close(stayMs = 0): Promise<void> {
    leaving = true;
    if (stayMs > 0) await sleep(stayMs);
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

const isRead = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD';

/** The database stopped answering while a page was made. */
class Lost extends Error {}

const isForwardedHttps = ({ headersDistinct }: IncomingMessage) =>
  headersDistinct['x-forwarded-proto']?.join(',').split(',')[0]?.trim() === 'https';

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
