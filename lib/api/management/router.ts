import { OpenAPIHono } from '@hono/zod-openapi';
import { bearer } from '@/lib/api/http/authenticate';
import { limitBody, mebibyte } from '@/lib/api/http/limit-body';
import { NotFound } from '@/lib/core/errors';
import type { ManagementEnv } from './call';
import { addCodeBatchCalls } from './code-batches';
import { addCodeCalls } from './codes';
import { addCouponCalls } from './coupons';
import { addDirectories } from './directory-calls';
import { addLinkCalls } from './links';
import { refusal } from './refusals';
import { addStatisticsCalls } from './statistics';

/** The coupon management contract, for integrators. */
export const management = new OpenAPIHono<ManagementEnv>({ strict: false });

management.onError((error, c) => {
  const { requestId, subject, unknown } = c.var;
  return refusal(error, { method: c.req.method, requestId, subject, unknown });
});
management.use(bearer('management'), limitBody(mebibyte));
addCouponCalls(management);
addCodeCalls(management);
addCodeBatchCalls(management);
addLinkCalls(management);
addStatisticsCalls(management);
addDirectories(management);
management.all('*', () => {
  throw new NotFound('The call');
});
