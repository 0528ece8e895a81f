import { OpenAPIHono } from '@hono/zod-openapi';
import { listEvents } from '@/lib/platform/webhooks/list-events';
import type { KeyEnv } from '../http/environment';
import { addRoute } from './add-route';
import { listEventsRoute, serializeEvent } from './event-routes';

export const events = new OpenAPIHono<KeyEnv>({ strict: false });

addRoute(events, listEventsRoute, async (c, { query }) => {
  const { rows, next } = await listEvents(c.var.ctx, query);
  return c.json({ data: rows.map(serializeEvent), next });
});
