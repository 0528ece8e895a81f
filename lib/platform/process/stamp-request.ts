import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';

/** For what no page or call says otherwise: static files and refusals show nothing and load nothing. */
export const headersOfEveryAnswer = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Where a request was sent to, before a proxy: pages compare origins with it and show it. */
const saidByProxies = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded'];

const acceptedId = /^[\w-]{8,64}$/;

/**
 * Gives the request its id (the caller's, if it looks like one) and its client's address in headers that both lanes read,
 * and the response the same id. Whatever the caller claimed under those names is gone, and what only a proxy can know as well.
 */
export function stampRequest(request: IncomingMessage, response: ServerResponse, trustProxy: boolean): string {
  toOriginForm(request);
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && acceptedId.test(given) ? given : randomUUID();
  if (!trustProxy) for (const name of saidByProxies) removeHeader(request, name);
  replaceHeader(request, 'x-request-id', id);
  replaceHeader(request, 'x-client-address', clientAddress(request, trustProxy));
  response.setHeader('x-request-id', id);
  for (const [name, value] of Object.entries(headersOfEveryAnswer)) response.setHeader(name, value);
  return id;
}

const absolute = /^https?:\/\/([^/?#]*)([^#]*)/i;

/**
 * A target that is a whole address, as clients send one to a proxy, says the same as its path with that host (RFC 9112, 3.2.2).
 * Everything after this asks the path alone.
 */
function toOriginForm(request: IncomingMessage): void {
  const [, host, target = ''] = absolute.exec(request.url ?? '') ?? [];
  if (!host || request.headersDistinct.host?.length !== 1) return;
  request.url = target.startsWith('/') ? target : `/${target}`;
  replaceHeader(request, 'host', host);
}

/** The peer, or behind a proxy of ours the address that proxy saw: the last entry, the only one it wrote itself. */
function clientAddress(request: IncomingMessage, trustProxy: boolean): string {
  // An IPv4 peer of a dual-stack socket is written as IPv6.
  const peer = request.socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '') ?? 'unknown';
  if (!trustProxy) return peer;
  const forwarded = request.headersDistinct['x-forwarded-for']?.join(',').split(',').at(-1)?.trim() ?? '';
  return isIP(forwarded) ? forwarded : peer;
}

/** Next reads `headers`, Hono's adapter reads `rawHeaders`. */
function replaceHeader(request: IncomingMessage, name: string, value: string): void {
  removeHeader(request, name);
  request.headers[name] = value;
  request.rawHeaders.push(name, value);
}

function removeHeader(request: IncomingMessage, name: string): void {
  delete request.headers[name];
  const { rawHeaders } = request;
  request.rawHeaders = rawHeaders.filter((_, index) => rawHeaders[index - (index % 2)]?.toLowerCase() !== name);
}
