import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createHttpServer, type HttpServerOptions } from './http-server';

/** The server on a port of its own until the test ends; each lane answers with its name and what it saw of the request. */
export async function startHttpServer(options: Partial<HttpServerOptions> = {}) {
  const say = (lane: string) => (request: IncomingMessage, response: ServerResponse) => {
    const { 'x-request-id': id, 'x-client-address': address } = request.headers;
    response.end(JSON.stringify({ lane, id, address, raw: request.rawHeaders }));
  };
  const http = createHttpServer({ api: say('api'), pages: say('pages'), ...options });
  onTestFinished(() => http.close());
  http.server.listen(0, '127.0.0.1');
  await once(http.server, 'listening');
  const { port } = http.server.address() as AddressInfo;
  return { ...http, port, url: `http://127.0.0.1:${port}` };
}

/** Sends these bytes over a connection of their own; resolves with all that came back. */
export async function sendRaw(port: number, payload: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(payload);
  return text(socket);
}
