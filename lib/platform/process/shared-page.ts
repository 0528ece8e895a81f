import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;
type Page = { body: Buffer; gzip: Buffer; headers: OutgoingHttpHeaders; etag: string; until: number };
type Made = { status: number; body: Buffer; headers: OutgoingHttpHeaders };

/** Asks for a page without a nonce: its policy names the scripts within it by their hashes. */
const sharedPageHeader = 'x-shared-page';
/** All that such a page knows of the person who asks: the name that the desk is reached under, where no setting says it. */
const namesOfDesk = ['host', 'x-forwarded-proto'];
const keptMs = 60_000;
/** Of each path, for as many names of the desk: anybody can make up names. */
const namesAtMost = 4;

/**
 * Serves pages that are the same for everybody: each is made once a minute, answered from memory, and kept by browsers,
 * which ask each time whether it is still so. With `hasName` pages do not show what name they are asked under: a page takes seconds,
 * and anybody can make up names.
 */
export function sharePages(
  paths: readonly string[],
  pages: Handler,
  { now = Date.now, hasName = false }: { now?: () => number; hasName?: boolean } = {},
): Handler {
  const kept = new Map<string, Page>();
  const making = new Map<string, Promise<void>>();
  return async (request, response) => {
    const { method, headers, url } = request;
    const isRead = method === 'GET' || method === 'HEAD';
    if (!isRead || headers.rsc !== undefined || !paths.includes(url ?? '')) return pages(request, response);
    const key = [url, ...(hasName ? [] : namesOfDesk.map((name) => headers[name]))].join(' ');
    // Who asks while it is made waits for it, and makes it only where that came to nothing: one after the other.
    for (let made = making.get(key); made; made = making.get(key)) await made;
    if (response.destroyed || response.writableEnded) return;
    const known = kept.get(key);
    if (known && known.until > now()) return send(request, response, known);
    const ended = Promise.withResolvers<void>();
    making.set(key, ended.promise);
    try {
      const made = await make(request, response, pages);
      if (!made) return;
      if (made.status !== 200) {
        response.writeHead(made.status, made.headers).end(made.body);
        return;
      }
      const page = toPage(made, now() + keptMs);
      kept.delete(key);
      const oldest = kept.keys().next();
      if (kept.size >= namesAtMost * paths.length && !oldest.done) kept.delete(oldest.value);
      kept.set(key, page);
      send(request, response, page);
    } finally {
      making.delete(key);
      ended.resolve();
    }
  };
}

/** Has the page made as nobody in particular, and takes what would have been sent. */
async function make(request: IncomingMessage, response: ServerResponse, pages: Handler): Promise<Made | null> {
  const { method, headers } = request;
  const before = response.getHeaders();
  const passedOn = [...namesOfDesk, 'x-request-id'].flatMap((name) =>
    headers[name] === undefined ? [] : [[name, headers[name]]],
  );
  request.method = 'GET';
  request.headers = { ...Object.fromEntries(passedOn), [sharedPageHeader]: '1' };
  try {
    const body = await collect(response, () => pages(request, response));
    return body && { status: response.statusCode, body, headers: response.getHeaders() };
  } finally {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    for (const [name, value] of Object.entries(before)) if (value !== undefined) response.setHeader(name, value);
    response.statusCode = 200;
    request.method = method;
    request.headers = headers;
  }
}

/** What is written to a response, of which nothing is sent; null when the client leaves before its end. */
async function collect(response: ServerResponse, write: () => unknown): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  const add = (...given: unknown[]) => {
    const [chunk] = given;
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
    for (const one of given) if (typeof one === 'function') process.nextTick(one);
    return true;
  };
  const writeHead = (status: number, ...rest: unknown[]) => {
    response.statusCode = status;
    for (const [name, value] of Object.entries((rest.at(-1) ?? {}) as OutgoingHttpHeaders)) {
      if (value !== undefined) response.setHeader(name, value);
    }
    return response;
  };
  const ended = Promise.withResolvers<Buffer | null>();
  const end = (...given: unknown[]) => {
    add(...given);
    ended.resolve(Buffer.concat(chunks));
    return response;
  };
  const gone = () => ended.resolve(null);
  response.once('close', gone);
  const replaced = { write: add, end, writeHead, flushHeaders: () => {} };
  Object.assign(response, replaced);
  try {
    return await Promise.race([ended.promise, Promise.resolve(write()).then(() => ended.promise)]);
  } finally {
    response.off('close', gone);
    for (const name of Object.keys(replaced)) delete (response as unknown as Record<string, unknown>)[name];
  }
}

function toPage({ body, headers }: Made, until: number): Page {
  const tag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  const policy = String(headers['content-security-policy'] ?? '');
  return {
    body,
    gzip: gzipSync(body),
    until,
    // Of both encodings, so a weak one.
    etag: `W/"${tag}"`,
    headers: {
      ...keepable(headers),
      'content-security-policy': policy.replace("script-src 'self'", `script-src 'self' ${hashesOfScripts(body)}`),
      'cache-control': 'public, no-cache',
    },
  };
}

function keepable(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const own = /^(x-request-id|connection|date|content-length|transfer-encoding|set-cookie|etag)$/;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !own.test(name)));
}

/** As a policy names the scripts that are within a page. */
function hashesOfScripts(body: Buffer): string {
  const scripts = body.toString('utf8').matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g);
  const hashes = [...scripts].map(([, script = '']) => createHash('sha256').update(script).digest('base64'));
  return [...new Set(hashes)].map((hash) => `'sha256-${hash}'`).join(' ');
}

function send(request: IncomingMessage, response: ServerResponse, { body, gzip, headers, etag }: Page): void {
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
  response.setHeader('etag', etag);
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim()) ?? [];
  if (known.includes(etag) || known.includes(etag.slice(2)) || known.includes('*')) {
    response.statusCode = 304;
    response.end();
    return;
  }
  const isSmall = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(String(request.headers['accept-encoding'] ?? ''));
  if (isSmall) response.setHeader('content-encoding', 'gzip');
  const sent = isSmall ? gzip : body;
  response.setHeader('content-length', sent.length);
  response.end(request.method === 'HEAD' ? undefined : sent);
}
