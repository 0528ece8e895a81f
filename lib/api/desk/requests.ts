import { Hono } from 'hono';
import { getRequest, listRequests } from '@/lib/platform/requests/list-requests';
import { listRequestsInput } from '@/lib/platform/requests/schemas';
import type { DeskEnv } from '../http/environment';
import { queryOf } from './query';

/** `GET /api/desk/requests`: calls of API keys; `/ID`: one with what it carried. */
export const deskRequests = new Hono<DeskEnv>()
  .get('/', queryOf(listRequestsInput), async (c) => c.json(await listRequests(c.var.ctx, c.req.valid('query'))))
  .get('/:id{[1-9][0-9]{0,14}}', async (c) => c.json(await getRequest(c.var.ctx, { id: c.req.param('id') })));
