import { OpenAPIHono } from '@hono/zod-openapi';
import { bearer } from '@/lib/api/http/authenticate';
import type { KeyEnv } from '@/lib/api/http/environment';
import { limitBody, mebibyte } from '@/lib/api/http/limit-body';
import { events } from './events';
import { redemptions } from './redemptions';
import { requests } from './requests';
import { sales } from './sales';
import { testClock } from './test-clock';
import { refuseOtherVersions } from './versioning';
import { webhookEndpoints } from './webhook-endpoints';

/** Our own contract: JSON both ways, RFC 9457 problems, a bearer key on every call. */
export const v1 = new OpenAPIHono<KeyEnv>({ strict: false });

v1.use(bearer('v1'), refuseOtherVersions, limitBody(mebibyte));
v1.route('/', redemptions);
v1.route('/', sales);
v1.route('/', events);
v1.route('/', requests);
v1.route('/', webhookEndpoints);
v1.route('/', testClock);
