import { Agent, request as ask, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { logger } from '@/lib/core/logger';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Where pages are made: a socket of this machine, or another host's port. */
export type PagesAddress = { socketPath: string } | { host: string; port: number };

type PassOnOptions = {
  to: PagesAddress;
  /** Resolves once requests can be passed on. */
  ready: () => Promise<void>;
  /** Answers a request that was not passed on, or whose answer was lost. */
  refuse: (request: IncomingMessage, response: ServerResponse) => void;
};

/** Of a connection, not of a message. */
const ofConnection = new Set(['connection', 'keep-alive', 'proxy-connection', 'upgrade', 'te', 'expect']);
const ownToAnswers = new Set([...ofConnection, 'transfer-encoding', 'date']);

/** Passes requests on to the process that makes pages, and its answers back, as they come. */
export function passOn({ to, ready, refuse }: PassOnOptions): Handler {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });

  return async (request, response) => {
    try {
      await ready();
    } catch (error) {
      logger.error({ err: error }, 'pages cannot be made');
      return refuse(request, response);
    }
    // Nobody waits for it any more.
    if (response.destroyed || response.writableEnded) return;
    await new Promise<void>((resolve) => {
      const { method, url: path } = request;
      const asked = ask({ ...to, agent, method, path, headers: headersOf(request), setHost: false });
      response.once('close', () => {
        // The caller has gone, or was refused in the middle of its body.
        if (!response.writableFinished || !request.complete) asked.destroy();
        resolve();
      });
      asked.on('error', (error) => {
        if (response.destroyed || response.writableEnded) return;
        logger.error({ err: error, requestId: request.headers['x-request-id'] }, 'the answer of a page was lost');
        refuse(request, response);
      });
      asked.once('response', (answer) => {
        if (response.headersSent || response.writableEnded) return void answer.destroy();
        sendHead(answer, response);
        answer.once('error', () => response.destroy());
        answer.pipe(response);
      });
      request.pipe(asked);
    });
  };
}

function headersOf({ headers }: IncomingMessage): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.has(name)));
}

function sendHead({ headersDistinct, statusCode = 502 }: IncomingMessage, response: ServerResponse): void {
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    const [only] = values;
    if (!ownToAnswers.has(name) && only !== undefined) response.setHeader(name, values.length > 1 ? values : only);
  }
  response.writeHead(statusCode);
}
