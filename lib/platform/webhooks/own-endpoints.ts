import type { Context } from '@/lib/platform/context/context';
import { inTransaction } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
import { findEndpoint, findEndpoints } from './list-endpoints';
import { readDeliveries, readDelivery } from './list-webhook-deliveries';
import { sendAgain } from './replay-delivery';
import { endpointInput, listWebhookDeliveriesInput, webhookDeliveryInput } from './schemas';

// A partner reaches the webhooks that hear of their own integrator alone (`reachesEndpoint`). Nobody else is one.
export const asPartner = <C extends Context>(ctx: C): C => {
  ownIntegrator(ctx);
  return ctx;
};

/** Those of a partner's own integrator, the newest first. @throws Forbidden */
export const listOwnEndpoints = operation('partner.read', noInput, async (ctx) => findEndpoints(asPartner(ctx)));

/** @throws Forbidden, Invalid, NotFound (also of another integrator, and one that is deleted) */
export const getOwnEndpoint = operation('partner.read', endpointInput, async (ctx, input) =>
  findEndpoint(asPartner(ctx), input),
);

/** @throws Forbidden, Invalid, NotFound */
export const listOwnDeliveries = operation('partner.read', listWebhookDeliveriesInput, async (ctx, input) => {
  await findEndpoint(asPartner(ctx), { id: input.endpointId });
  return readDeliveries(ctx, input);
});

/** @throws Forbidden, Invalid, NotFound */
export const getOwnDelivery = operation('partner.read', webhookDeliveryInput, async (ctx, input) =>
  readDelivery(asPartner(ctx), input),
);

/** As `replayDelivery`. @throws Forbidden, Invalid, NotFound, Conflict `webhook_off` */
export const replayOwnDelivery = operation('partner.write', webhookDeliveryInput, (ctx, input) =>
  inTransaction(ctx, (tx) => sendAgain(asPartner(tx), input)),
);
