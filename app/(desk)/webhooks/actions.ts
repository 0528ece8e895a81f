'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { createEndpoint } from '@/lib/platform/webhooks/create-endpoint';
import { replayDelivery } from '@/lib/platform/webhooks/replay-delivery';
import { replayFailed } from '@/lib/platform/webhooks/replay-failed';
import { rotateSecret } from '@/lib/platform/webhooks/rotate-secret';
import {
  createEndpointInput,
  endpointInput,
  replayFailedInput,
  updateEndpointInput,
  webhookDeliveryInput,
} from '@/lib/platform/webhooks/schemas';
import { sendTest } from '@/lib/platform/webhooks/send-test';
import {
  deleteEndpoint,
  disableEndpoint,
  enableEndpoint,
  restoreEndpoint,
} from '@/lib/platform/webhooks/switch-endpoint';
import { updateEndpoint } from '@/lib/platform/webhooks/update-endpoint';

const create = action(createEndpointInput, (ctx, input) => createEndpoint(ctx, input));
const update = action(updateEndpointInput, (ctx, input) => updateEndpoint(ctx, input));
const rotate = action(endpointInput, rotateSecret);
const disable = action(endpointInput, disableEndpoint);
const enable = action(endpointInput, enableEndpoint);
const remove = action(endpointInput, deleteEndpoint);
const restore = action(endpointInput, restoreEndpoint);
const test = action(endpointInput, sendTest);
const replay = action(webhookDeliveryInput, replayDelivery);
const replayAll = action(replayFailedInput, replayFailed);

type Endpoint = z.input<typeof endpointInput>;

export async function createEndpointAction(input: z.input<typeof createEndpointInput>) {
  return create(input);
}

export async function updateEndpointAction(input: z.input<typeof updateEndpointInput>) {
  return update(input);
}

export async function rotateSecretAction(input: Endpoint) {
  return rotate(input);
}

export async function disableEndpointAction(input: Endpoint) {
  return disable(input);
}

export async function enableEndpointAction(input: Endpoint) {
  return enable(input);
}

export async function deleteEndpointAction(input: Endpoint) {
  return remove(input);
}

export async function restoreEndpointAction(input: Endpoint) {
  return restore(input);
}

export async function sendTestAction(input: Endpoint) {
  return test(input);
}

export async function replayDeliveryAction(input: z.input<typeof webhookDeliveryInput>) {
  return replay(input);
}

export async function replayFailedAction(input: z.input<typeof replayFailedInput>) {
  return replayAll(input);
}
