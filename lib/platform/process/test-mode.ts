import { request as ask, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { Unavailable } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { testModeEnvironment } from '@/lib/platform/test-mode/environment';
import { type KeptChild, keepChild } from './keep-child';
import { makeProcessSocket, type ProcessSocket } from './process-socket';

const readyLimitMs = 30_000;

export type TestMode = {
  pass: (request: Request, body?: string) => Promise<Response>;
  stop: (limitMs: number) => Promise<void>;
};

/**
 * The process of test mode, which the first request for it starts, and which then stays. Undefined where there is no database for it.
 * `pass` has it answer a request, with `body` where somebody has read that. @throws Unavailable while it does not start
 */
export function openTestMode(file: string): TestMode | undefined {
  const env = testModeEnvironment();
  if (!env) return undefined;
  let running: Promise<{ child: KeptChild; socket: ProcessSocket }> | undefined;

  async function start() {
    const socket = await makeProcessSocket();
    const giveUp = (reason: string) => {
      logger.error({ reason }, 'the process of test mode ends again and again; the next request starts it');
      running = undefined;
    };
    try {
      const ofProcess = { ...env, TEST_MODE_SOCKET: socket.socketPath };
      return { socket, child: await keepChild({ name: 'test mode', file, env: ofProcess, giveUp }) };
    } catch (error) {
      running = undefined;
      await socket.remove();
      throw error;
    }
  }

  async function ready(): Promise<string> {
    try {
      running ??= start();
      const { child, socket } = await running;
      await child.ready(readyLimitMs);
      return socket.socketPath;
    } catch (error) {
      logger.error({ err: error }, 'test mode does not answer');
      throw new Unavailable('Test mode is being prepared. Send the same request again in a moment.');
    }
  }

  return {
    pass: async (request, body) => passTo(await ready(), request, body),
    async stop(limitMs) {
      const started = await running?.catch(() => undefined);
      await started?.child.stop(limitMs);
      await started?.socket.remove();
    },
  };
}

const ofConnection = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'te'];

function passTo(socketPath: string, request: Request, body: string | undefined): Promise<Response> {
  const headers = Object.fromEntries([...request.headers].filter(([name]) => !ofConnection.includes(name)));
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
  const path = request.url.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  return new Promise((resolve, reject) => {
    const asked = ask({ socketPath, method: request.method, path, headers, setHost: false });
    request.signal.addEventListener('abort', () => asked.destroy());
    asked.once('error', reject);
    asked.once('response', (answer) => resolve(toResponse(answer, request.method)));
    if (body !== undefined || !request.body) asked.end(body);
    else Readable.fromWeb(request.body as NodeStream).pipe(asked);
  });
}

function toResponse(answer: IncomingMessage, method: string): Response {
  const status = answer.statusCode ?? 502;
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
    if (ofConnection.includes(name)) continue;
    for (const value of values) headers.append(name, value);
  }
  const isEmpty = method === 'HEAD' || status === 204 || status === 304;
  if (isEmpty) answer.resume();
  return new Response(isEmpty ? null : (Readable.toWeb(answer) as unknown as ReadableStream), { status, headers });
}
