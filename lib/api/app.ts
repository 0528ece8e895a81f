import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { processDatabase } from '@/lib/platform/context/context';
import { desk } from './desk/router';
import { health } from './health/router';
import { type ApiDependencies, type ApiEnv, provide } from './http/environment';
import { refuseEncodedBody } from './http/media-type';
import { problemJson } from './http/problem';
import { refusal } from './management/refusals';
import { management } from './management/router';
import { isNettvCall, nettv, refuseNettv } from './nettv/router';
import { describeApi } from './openapi/describe-api';
import { resend } from './resend/router';
import { v1 } from './v1/router';

/** The whole HTTP API, `Request` in and `Response` out; `server.ts` and Next's catch-all routes mount the same one. */
export function createApp(dependencies: ApiDependencies) {
  const app = new OpenAPIHono<ApiEnv>({ strict: false });
  app.use(
    secureHeaders({
      crossOriginResourcePolicy: 'same-origin',
      xFrameOptions: 'DENY',
      // Only the pages to read of `/management` show anything.
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'unsafe-inline'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  app.use(provide(dependencies));
  app.use(async (c, next) => {
    await next();
    const { headers } = c.res;
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
    // The rest of a body that nobody waits for is not read: the connection cannot serve another request.
    const { incoming } = (c.env ?? {}) as { incoming?: { complete: boolean } };
    if (c.res.status === 413 || incoming?.complete === false) headers.set('connection', 'close');
  });
  app.use(refuseEncodedBody);
  app.onError((error, c) => {
    if (isNettvCall(c.req.path)) return refuseNettv(error, c);
    return c.req.path.startsWith('/management/')
      ? refusal(error, { method: c.req.method, requestId: c.var.requestId })
      : problemJson(error, c);
  });
  app.notFound((c) => problemJson(new HTTPException(404, { message: 'There is no such call. See /docs.' }), c));
  app.route('/health', health);
  app.route('/api/desk', desk);
  app.route('/api/v1', v1);
  app.route('/api/resend', resend);
  app.route('/api', nettv);
  app.route('/management', management);
  describeApi(app);
  return app;
}

export const app = createApp({ database: processDatabase, now: () => new Date() });
