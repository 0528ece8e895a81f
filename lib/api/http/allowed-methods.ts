import type { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { TrieRouter } from 'hono/router/trie-router';
import type { ApiEnv } from './environment';

/** Which methods are served at a path; none where there is no call. Made of the routes at the first question. */
function methodsOf({ routes }: Pick<Hono, 'routes'>): (path: string) => string[] {
  const router = new TrieRouter<string>();
  const seen = new Set<string>();
  for (const { method, path } of routes) {
    if (method === 'ALL' || seen.has(`${method} ${path}`)) continue;
    seen.add(`${method} ${path}`);
    router.add('ALL', path, method);
  }
  return (path) => {
    const found = new Set(router.match('ALL', path.replace(/(?<=.)\/$/, ''))[0].map(([method]) => method));
    if (found.has('GET')) found.add('HEAD');
    return [...found].sort();
  };
}

/**
 * Answers OPTIONS with the methods that a path has, and refuses others as 405. What a browser's preflight is answered besides is in
 * `cross-origin.ts`.
 */
export function answerMethods(app: () => Pick<Hono, 'routes'>) {
  let methodsAt: ReturnType<typeof methodsOf> | undefined;
  return createMiddleware<ApiEnv>(async (c, next) => {
    methodsAt ??= methodsOf(app());
    const methods = methodsAt(c.req.path);
    if (methods.length === 0) return next();
    const allow = [...methods, 'OPTIONS'].join(', ');
    c.set('allow', allow);
    if (methods.includes(c.req.method)) return next();
    if (c.req.method === 'OPTIONS') return c.body(null, 204, { allow });
    throw new HTTPException(405, { message: `This call answers ${allow}.` });
  });
}

/** A path with a broken escape or a NUL character in it is none. */
export const refuseMalformedPath = createMiddleware<ApiEnv>(async (c, next) => {
  if (isMalformed(c.req.raw.url)) throw new HTTPException(400, { message: 'The address is malformed.' });
  await next();
});

function isMalformed(url: string): boolean {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '').includes('\0');
  } catch {
    return true;
  }
}
