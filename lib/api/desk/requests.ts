import { Hono } from 'hono';
import { exportRequests } from '@/lib/platform/requests/export-requests';
import { getRequest, listRequests } from '@/lib/platform/requests/list-requests';
import { listRequestsInput, requestFilter } from '@/lib/platform/requests/schemas';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf, queryOf } from './query';

/** `GET /api/desk/requests`: calls of API keys; `/ID`: one with what it carried; `/exports`: as a file. */
export const deskRequests = new Hono<DeskEnv>()
  .get('/', queryOf(listRequestsInput), async (c) => c.json(await listRequests(c.var.ctx, c.req.valid('query'))))
  .post('/exports', fromDeskPage, bodyOf(requestFilter), async (c) =>
    answerTable(c, exportRequests, c.req.valid('json')),
  )
  .get('/:id{[1-9][0-9]{0,14}}', async (c) => c.json(await getRequest(c.var.ctx, { id: c.req.param('id') })));
