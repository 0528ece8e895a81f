import { Hono } from 'hono';
import type { ApiEnv } from '@/lib/api/http/environment';
import { readsDatabase } from '@/lib/platform/context/context';
import { checkReadiness } from '@/lib/platform/health/check-readiness';

/** `live`: the process answers. `ready`: it can serve. */
export const health = new Hono<ApiEnv>()
  .get('/live', (c) => c.json({ status: 'ok' }))
  .get('/ready', async (c) => {
    const readiness = await checkReadiness(readsDatabase(c.var.dependencies.database()));
    if (readiness.status === 'ok') return c.json(readiness, 200);
    return c.json(readiness, 503, { 'retry-after': '1' });
  });
