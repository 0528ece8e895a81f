import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { processDatabase } from '@/lib/platform/context/context';
import { processNow } from '@/lib/platform/context/process-clock';
import { desk } from './desk/router';
import { health } from './health/router';
import { answerMethods, refuseMalformedPath } from './http/allowed-methods';
import { compressAnswers } from './http/compress';
import { crossOrigin } from './http/cross-origin';
import { type ApiDependencies, type ApiEnv, provide } from './http/environment';
import { keepCalls } from './http/keep-calls';
import { limitLoad } from './http/limit-load';
import { refuseEncodedBody } from './http/media-type';
import { passTestKeys } from './http/pass-test-keys';
import { problemJson } from './http/problem';
import { recordRefusals } from './http/record-refusals';
import { sayQuota } from './http/say-quota';
import { khalti } from './khalti/router';
import { refusal } from './management/refusals';
import { management } from './management/router';
import { isNettvCall, nettv, refuseNettv } from './nettv/router';
import { describeApi } from './openapi/describe-api';
import { resend } from './resend/router';
import { v1 } from './v1/router';
import { sayVersion } from './v1/versioning';

/** The whole HTTP API, `Request` in and `Response` out; `server.ts` and Next's catch-all routes mount the same one. */
export function createApp(dependencies: ApiDependencies) {
  const app = new OpenAPIHono<ApiEnv>({ strict: false });
  app.use(
    secureHeaders({
      // The HTTP server says it for every answer alike, where browsers come over https.
      strictTransportSecurity: false,
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
  app.use(passTestKeys);
  app.use(sayQuota, sayVersion);
  app.use(recordRefusals);
  app.use(compressAnswers);
  app.use(keepCalls);
  app.use(async (c, next) => {
    await next();
    const { headers } = c.res;
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
    if (c.res.status === 401) headers.set('www-authenticate', challengeOf(c.req));
    if (c.res.status === 405 && c.var.allow) headers.set('allow', c.var.allow);
    // The rest of a body that nobody waits for is not read: the connection cannot serve another request.
    const { incoming } = (c.env ?? {}) as { incoming?: { complete: boolean } };
    if (c.res.status === 413 || incoming?.complete === false) headers.set('connection', 'close');
  });
  app.use(limitLoad());
  app.use(crossOrigin);
  app.use(
    refuseMalformedPath,
    answerMethods(() => app),
    refuseEncodedBody,
  );
  app.onError((error, c) => {
    if (isNettvCall(c.req.path)) return refuseNettv(error, c);
    return isManagementCall(c.req.path)
      ? refusal(error, { method: c.req.method, requestId: c.var.requestId })
      : problemJson(error, c);
  });
  app.notFound(() => {
    throw new HTTPException(404, { message: 'There is no such call. See /docs.' });
  });
  app.route('/health', health);
  app.route('/api/desk', desk);
  app.route('/api/v1', v1);
  app.route('/api/resend', resend);
  app.route('/api/khalti', khalti);
  app.route('/api', nettv);
  app.route('/management', management);
  describeApi(app);
  return app;
}

/** However it is spelt: an error under a contract is in its shape. */
const isManagementCall = (path: string) => /^\/+management(\/|$)/i.test(path);

/** RFC 9110: how to authenticate, and with a key that was sent that it is not a good one. */
function challengeOf(request: { path: string; header: (name: string) => string | undefined }): string {
  if (request.path.startsWith('/api/desk')) return 'Session realm="Coupon Desk"';
  const wrong = request.header('authorization') ? ', error="invalid_token"' : '';
  return `Bearer realm="Coupon Desk"${wrong}`;
}

export const app = createApp({ database: processDatabase, now: processNow });

/** The same app as a route handler of Next, which compresses by itself and drops the encoding that an answer names. */
export const answerUnderNext = (request: Request): Response | Promise<Response> =>
  app.fetch(request, { isUnderNext: true } satisfies ApiEnv['Bindings']);
