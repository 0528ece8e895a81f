import { Hono } from 'hono';
import { listApprovals } from '@/lib/platform/approvals/list-approvals';
import type { DeskEnv } from '../http/environment';

/** `GET /api/desk/approvals`: what one asked for, and what one can decide. */
export const deskApprovals = new Hono<DeskEnv>().get('/', async (c) =>
  c.json({ rows: await listApprovals(c.var.ctx) }),
);
