import { Hono } from 'hono';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { listActivityInput } from '@/lib/platform/audit/schemas';
import type { DeskEnv } from '../http/environment';
import { queryOf } from './query';

/** `GET /api/desk/activity?subjectKind=…&subjectId=…&actor=user:1&before=…` */
export const deskActivity = new Hono<DeskEnv>().get('/', queryOf(listActivityInput), async (c) =>
  c.json(await listActivity(c.var.ctx, c.req.valid('query'))),
);
