import { Hono } from 'hono';
import { checkReadiness } from '@/lib/health/check-readiness';
import type { ApiEnv } from './environment';

/** `live`: the process answers. `ready`: it can serve. */
export const health = new Hono<ApiEnv>()
  .get('/live', (c) => c.json({ status: 'ok' }))
  .get('/ready', async (c) => {
    const readiness = await checkReadiness(c.var.dependencies.database());
    return c.json(readiness, readiness.status === 'ok' ? 200 : 503);
  });
