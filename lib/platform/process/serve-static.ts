import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

const prefix = '/_next/static/';
const oneYear = 365 * 24 * 60 * 60;

/**
 * Serves the build's scripts, styles and fonts as the build compressed them, and has browsers keep them: each is named after
 * what is in it. Next would compress them again for every request. `buildDir` is Next's folder; what it has not is for `pages`.
 */
export function serveStatic(buildDir: string, pages: Handler): Handler {
  const send = sirv(path.join(buildDir, 'static'), { immutable: true, maxAge: oneYear, brotli: true, gzip: true });
  return (request, response) => {
    const { method, url = '' } = request;
    if (!url.startsWith(prefix) || (method !== 'GET' && method !== 'HEAD')) return pages(request, response);
    request.url = url.slice(prefix.length - 1);
    let isThere = true;
    send(request, response, () => {
      isThere = false;
    });
    request.url = url;
    if (!isThere) return pages(request, response);
  };
}
