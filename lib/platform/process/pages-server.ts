import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import pLimit from 'p-limit';
import { logger } from '@/lib/core/logger';
import { followPage } from './missing-page';
import { sayInstead } from './say-instead';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

/** All of them are made on one thread: more at once would be later each, and none sooner. */
const pagesAtOnce = 16;

const isRead = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD';

/**
 * The HTTP server of the process that makes pages. Only the one that has the port asks it (`passOn`), which limits and names requests:
 * nothing here ends a connection that it could be about to use. A page is made to its end although its reader has left, so that only
 * `atOnce` of them are begun, and those whose reader leaves while they wait are never made.
 */
export function createPagesServer(answer: Handler, atOnce = pagesAtOnce): Server {
  const limit = pLimit(atOnce);

  /** Its turn ends with the first byte: who reads slowly holds up nobody. */
  const inTurn = (request: IncomingMessage, response: ServerResponse) =>
    new Promise<unknown>((resolve, reject) => {
      void limit(async () => {
        if (response.destroyed) return resolve(undefined);
        const begun = Promise.withResolvers<void>();
        const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
        response.writeHead = (...given: unknown[]) => {
          begun.resolve();
          return writeHead(...given);
        };
        const made = answer(request, response).then(resolve, reject);
        await Promise.race([made, begun.promise]);
      });
    });

  const server = createServer(
    { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0, maxHeaderSize: 32 * 1024, requireHostHeader: false },
    (request, response) => {
      followPage((isMissing) => {
        // What changes something has a body, which comes as slowly as it likes.
        if (!isRead(request)) return answer(request, response);
        sayInstead(response, { 200: () => (isMissing() ? 404 : 200) });
        return inTurn(request, response);
      }).catch((error) => {
        // Who asked has gone, or was refused in the middle of a body.
        if (response.destroyed) return;
        logger.error({ err: error, requestId: request.headers['x-request-id'] }, 'page failed');
        if (!response.headersSent) response.statusCode = 500;
        response.end();
      });
    },
  );
  return server;
}
