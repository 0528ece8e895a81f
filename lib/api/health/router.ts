import { Hono } from 'hono';
import type { ApiEnv } from '@/lib/api/http/environment';
import { readsDatabase } from '@/lib/platform/context/context';
import { checkReadiness } from '@/lib/platform/health/check-readiness';

/** `live`: the process answers. `ready`: it can serve. */
export const health = new Hono<ApiEnv>()
  .get('/live', (c) => c.json({ status: 'ok' }))
  .get('/ready', async (c) => {
    const readiness = await checkReadiness(readsDatabase(c.var.dependencies.database()));
    return c.json(readiness, readiness.status === 'ok' ? 200 : 503);
  });
