import { OpenAPIHono } from '@hono/zod-openapi';
import { bearer } from './authenticate';
import type { KeyEnv } from './environment';
import { redemptions } from './v1/redemptions';

/** Our own contract: JSON both ways, RFC 9457 problems, a bearer key on every call. */
export const v1 = new OpenAPIHono<KeyEnv>({ strict: false });

v1.use(bearer);
v1.route('/', redemptions);
