import { request as ask, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { Unavailable } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { testModeEnvironment } from '@/lib/platform/test-mode/environment';
import { type KeptChild, keepChild } from './keep-child';
import { makeProcessSocket, type ProcessSocket } from './process-socket';

const readyLimitMs = 30_000;
/** More than these are refused, so that a start that takes long holds no more of what all calls share. */
const atOnce = 100;

export type TestMode = {
  pass: (request: Request, body?: string | Buffer) => Promise<Response>;
  stop: (limitMs: number) => Promise<void>;
};

/**
 * The process of test mode, which the first request for it starts, and which then stays. Undefined where there is no database for it.
 * `pass` has it answer a request with its body, which is read before. @throws Unavailable while it does not start, or is busy
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
      void socket.remove();
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
      throw notReady();
    }
  }

  let passing = 0;
  return {
    async pass(request, body) {
      if (passing >= atOnce) throw notReady();
      passing += 1;
      try {
        return await passTo(await ready(), request, body);
      } finally {
        passing -= 1;
      }
    },
    async stop(limitMs) {
      const started = await running?.catch(() => undefined);
      await started?.child.stop(limitMs);
      await started?.socket.remove();
    },
  };
}

const notReady = () => new Unavailable('Test mode is busy or being prepared. Send the same request again in a moment.');

const ofConnection = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'te', 'trailer'];

function passTo(socketPath: string, request: Request, body: string | Buffer | undefined): Promise<Response> {
  const headers = Object.fromEntries([...request.headers].filter(([name]) => !ofConnection.includes(name)));
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
  const path = request.url.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  return new Promise((resolve, reject) => {
    const asked = ask({ socketPath, method: request.method, path, headers, setHost: false });
    request.signal.addEventListener('abort', () => asked.destroy());
    // What could not be reached has not done anything.
    asked.on('error', (error: NodeJS.ErrnoException) => {
      // Nobody reads it.
      if (request.signal.aborted) resolve(new Response(null, { status: 499 }));
      else reject(error.syscall === 'connect' ? notReady() : error);
    });
    asked.once('response', (answer) => resolve(toResponse(answer, request.method)));
    asked.end(body);
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
