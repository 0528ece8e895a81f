import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { logger } from '@/lib/core/logger';
import { followPage } from './missing-page';
import { sayInstead } from './say-instead';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

/**
 * The HTTP server of the process that makes pages. Only the one that has the port asks it (`passOn`), which limits and names requests:
 * nothing here ends a connection that it could be about to use.
 */
export function createPagesServer(answer: Handler): Server {
  const server = createServer(
    { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0, maxHeaderSize: 32 * 1024, requireHostHeader: false },
    (request, response) => {
      followPage((isMissing) => {
        if (request.method === 'GET' || request.method === 'HEAD') {
          sayInstead(response, { 200: () => (isMissing() ? 404 : 200) });
        }
        return answer(request, response);
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
