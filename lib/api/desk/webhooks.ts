import { Hono } from 'hono';
import { exportDeliveries, exportEndpoints } from '@/lib/platform/webhooks/export-webhooks';
import { getEndpoint, listEndpoints } from '@/lib/platform/webhooks/list-endpoints';
import { getWebhookDelivery, listWebhookDeliveries } from '@/lib/platform/webhooks/list-webhook-deliveries';
import { listWebhookDeliveriesInput } from '@/lib/platform/webhooks/schemas';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf, queryOf } from './query';

/**
 * `GET /api/desk/webhooks`: every endpoint; `/deliveries?endpointId=…`: a page of one's deliveries with the endpoint itself,
 * whose state they change; `/deliveries/ID`: one with its message; `/exports`, `/deliveries/exports`: as a file.
 */
export const deskWebhooks = new Hono<DeskEnv>()
  .get('/', async (c) => c.json(await listEndpoints(c.var.ctx)))
  .post('/exports', fromDeskPage, bodyOf(exportEndpoints.input), async (c) => answerTable(c, exportEndpoints, {}))
  .post('/deliveries/exports', fromDeskPage, bodyOf(exportDeliveries.input), async (c) =>
    answerTable(c, exportDeliveries, c.req.valid('json')),
  )
  .get('/deliveries', queryOf(listWebhookDeliveriesInput), async (c) => {
    const input = c.req.valid('query');
    const [page, endpoint] = await Promise.all([
      listWebhookDeliveries(c.var.ctx, input),
      getEndpoint(c.var.ctx, { id: input.endpointId }),
    ]);
    return c.json({ ...page, endpoint });
  })
  .get('/deliveries/:id{[1-9][0-9]{0,14}}', async (c) =>
    c.json(await getWebhookDelivery(c.var.ctx, { deliveryId: Number(c.req.param('id')) })),
  );
