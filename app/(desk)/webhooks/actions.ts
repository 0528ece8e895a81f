'use server';

import { action } from '@/app/session/action';
import { createEndpoint } from '@/lib/platform/webhooks/create-endpoint';
import { replayDelivery } from '@/lib/platform/webhooks/replay-delivery';
import { replayFailed } from '@/lib/platform/webhooks/replay-failed';
import { rotateSecret } from '@/lib/platform/webhooks/rotate-secret';
import { sendTest } from '@/lib/platform/webhooks/send-test';
import {
  deleteEndpoint,
  disableEndpoint,
  enableEndpoint,
  restoreEndpoint,
} from '@/lib/platform/webhooks/switch-endpoint';
import { updateEndpoint } from '@/lib/platform/webhooks/update-endpoint';

export const createEndpointAction = action(createEndpoint);
export const updateEndpointAction = action(updateEndpoint);
export const rotateSecretAction = action(rotateSecret);
export const disableEndpointAction = action(disableEndpoint);
export const enableEndpointAction = action(enableEndpoint);
export const deleteEndpointAction = action(deleteEndpoint);
export const restoreEndpointAction = action(restoreEndpoint);
export const sendTestAction = action(sendTest);
export const replayDeliveryAction = action(replayDelivery);
export const replayFailedAction = action(replayFailed);
