import { OpenAPIHono } from '@hono/zod-openapi';
import { bearer } from '@/lib/api/http/authenticate';
import type { KeyEnv } from '@/lib/api/http/environment';
import { redemptions } from './redemptions';

/** Our own contract: JSON both ways, RFC 9457 problems, a bearer key on every call. */
export const v1 = new OpenAPIHono<KeyEnv>({ strict: false });

v1.use(bearer);
v1.route('/', redemptions);
