import { OpenAPIHono } from '@hono/zod-openapi';
import { NotFound } from '@/lib/errors';
import { bearer } from './authenticate';
import type { ManagementEnv } from './management/call';
import { addCodeBatchCalls } from './management/code-batches';
import { addCodeCalls } from './management/codes';
import { addCouponCalls } from './management/coupons';
import { addTvodPriceCalls, addUserGroupCalls } from './management/directories';
import { addLinkCalls } from './management/links';
import { refusal } from './management/refusals';
import { addStatisticsCalls } from './management/statistics';

/** The coupon management contract, for integrators. */
export const management = new OpenAPIHono<ManagementEnv>({ strict: false });

management.onError((error, c) => {
  const { requestId, subject } = c.var;
  return refusal(error, { method: c.req.method, requestId, subject });
});
management.use(bearer);
addCouponCalls(management);
addCodeCalls(management);
addCodeBatchCalls(management);
addLinkCalls(management);
addStatisticsCalls(management);
addUserGroupCalls(management);
addTvodPriceCalls(management);
management.all('*', () => {
  throw new NotFound('The call');
});
