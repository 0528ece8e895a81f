import { OpenAPIHono } from '@hono/zod-openapi';
import { getRequestById, listRequests } from '@/lib/platform/requests/list-requests';
import type { KeyEnv } from '../http/environment';
import { addRoute } from './add-route';
import { getRequestRoute, listRequestsRoute, serializeRequest, serializeWholeRequest } from './request-routes';

export const requests = new OpenAPIHono<KeyEnv>({ strict: false });

addRoute(requests, listRequestsRoute, async (c, { query: { key_id: keyId, ...query } }) => {
  const { rows, next } = await listRequests(c.var.ctx, { ...query, keyId });
  return c.json({ data: rows.map(serializeRequest), next });
});

addRoute(requests, getRequestRoute, async (c, { params: { request_id: requestId } }) =>
  c.json(serializeWholeRequest(await getRequestById(c.var.ctx, { requestId }))),
);
