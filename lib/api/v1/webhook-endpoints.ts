import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type CreatedEndpoint, createEndpoint } from '@/lib/platform/webhooks/create-endpoint';
import { endpointVersion } from '@/lib/platform/webhooks/endpoint-summary';
import { getEndpoint, listEndpoints } from '@/lib/platform/webhooks/list-endpoints';
import { getWebhookDelivery, listWebhookDeliveries } from '@/lib/platform/webhooks/list-webhook-deliveries';
import { digestSecret } from '@/lib/platform/webhooks/repeat-secret';
import { replayDelivery } from '@/lib/platform/webhooks/replay-delivery';
import { replayFailed } from '@/lib/platform/webhooks/replay-failed';
import { rotateSecret } from '@/lib/platform/webhooks/rotate-secret';
import { deleteEndpoint, disableEndpoint, enableEndpoint } from '@/lib/platform/webhooks/switch-endpoint';
import { updateEndpoint } from '@/lib/platform/webhooks/update-endpoint';
import { answerOne } from '../http/answer-one';
import type { KeyEnv } from '../http/environment';
import { addRoute } from './add-route';
import { underPrecondition } from './endpoint-precondition';
import {
  getDeliveryRoute,
  listDeliveriesRoute,
  replayDeliveryRoute,
  replayFailedRoute,
  serializeDelivery,
  serializeWholeDelivery,
} from './webhook-delivery-routes';
import {
  createEndpointRoute,
  deleteEndpointRoute,
  disableEndpointRoute,
  enableEndpointRoute,
  getEndpointRoute,
  listEndpointsRoute,
  rotateSecretRoute,
  updateEndpointRoute,
} from './webhook-endpoint-routes';
import { serializeEndpoint } from './webhook-endpoint-shape';

/** The webhooks of the key's own integrator, over the use cases of the desk. */
export const webhookEndpoints = new OpenAPIHono<KeyEnv>({ strict: false });

const shown = async (c: Context<KeyEnv>, id: number) => serializeEndpoint(await getEndpoint(c.var.ctx, { id }));

/** The only answer with a secret in it; it is kept without. */
async function answerWithSecret(c: Context<KeyEnv>, { id, secret }: CreatedEndpoint, status: 200 | 201) {
  const endpoint = await shown(c, id);
  const text = JSON.stringify({ ...endpoint, secret: 'whsec_…' });
  c.set('storedAnswer', { text, reveal: { endpointId: id, digest: digestSecret(secret) } });
  c.set('isSecret', true);
  return c.json({ ...endpoint, secret }, status);
}

addRoute(webhookEndpoints, listEndpointsRoute, async (c) =>
  c.json({ data: (await listEndpoints(c.var.ctx)).map(serializeEndpoint), next: null }),
);

addRoute(webhookEndpoints, createEndpointRoute, async (c, { body }) => {
  const { url, event_types: eventTypes, description } = body;
  return answerWithSecret(c, await createEndpoint(c.var.ctx, { url, eventTypes, description }), 201);
});

addRoute(webhookEndpoints, getEndpointRoute, async (c, { params }) => {
  const endpoint = await getEndpoint(c.var.ctx, params);
  return answerOne(c, serializeEndpoint(endpoint), endpointVersion(endpoint));
});

addRoute(webhookEndpoints, updateEndpointRoute, async (c, { params, body }) => {
  const { url, event_types: eventTypes, description } = body;
  return underPrecondition(c, params.id, async (version) => {
    await updateEndpoint(c.var.ctx, { ...params, url, eventTypes, description, version });
    return c.json(await shown(c, params.id));
  });
});

addRoute(webhookEndpoints, deleteEndpointRoute, async (c, { params }) => {
  return underPrecondition(c, params.id, async (version) => {
    await deleteEndpoint(c.var.ctx, { ...params, version });
    return c.json({ ...params, deleted: true });
  });
});

addRoute(webhookEndpoints, rotateSecretRoute, async (c, { params }) =>
  answerWithSecret(c, await rotateSecret(c.var.ctx, params), 200),
);

addRoute(webhookEndpoints, enableEndpointRoute, async (c, { params }) => {
  await enableEndpoint(c.var.ctx, params);
  return c.json(await shown(c, params.id));
});

addRoute(webhookEndpoints, disableEndpointRoute, async (c, { params }) => {
  await disableEndpoint(c.var.ctx, params);
  return c.json(await shown(c, params.id));
});

addRoute(webhookEndpoints, listDeliveriesRoute, async (c, { params, query }) => {
  const { id: endpointId } = await getEndpoint(c.var.ctx, params);
  const { state, type: eventType, after, limit: perPage } = query;
  const { rows, next } = await listWebhookDeliveries(c.var.ctx, { endpointId, state, eventType, after, perPage });
  return c.json({ data: rows.map(serializeDelivery), next });
});

addRoute(webhookEndpoints, getDeliveryRoute, async (c, { params: { id: endpointId, delivery_id: deliveryId } }) =>
  answerOne(c, serializeWholeDelivery(await getWebhookDelivery(c.var.ctx, { endpointId, deliveryId }))),
);

addRoute(webhookEndpoints, replayDeliveryRoute, async (c, { params: { id: endpointId, delivery_id: deliveryId } }) => {
  await replayDelivery(c.var.ctx, { endpointId, deliveryId });
  return c.json(serializeWholeDelivery(await getWebhookDelivery(c.var.ctx, { endpointId, deliveryId })));
});

addRoute(webhookEndpoints, replayFailedRoute, async (c, { params: { id: endpointId }, body }) =>
  c.json(await replayFailed(c.var.ctx, { endpointId, ...body })),
);
