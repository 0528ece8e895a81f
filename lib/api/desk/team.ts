import { Hono } from 'hono';
import { listUsers } from '@/lib/domain/access/team/list-users';
import { listUsersInput } from '@/lib/domain/access/team/schemas';
import type { DeskEnv } from '../http/environment';
import { queryOf } from './query';

/** `GET /api/desk/team?search=…&role=…&state=…&page=1` */
export const deskTeam = new Hono<DeskEnv>().get('/', queryOf(listUsersInput), async (c) =>
  c.json(await listUsers(c.var.ctx, c.req.valid('query'))),
);
