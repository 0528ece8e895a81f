import { Hono } from 'hono';
import { listIntegrators } from '@/lib/integrators/list-integrators';
import type { DeskEnv } from '../environment';

/** `GET /api/desk/integrators`: all of them with credit and keys, the keys themselves never. */
export const deskIntegrators = new Hono<DeskEnv>().get('/', async (c) =>
  c.json({ rows: await listIntegrators(c.var.ctx) }),
);
