'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { renderMessage } from '@/lib/deliveries/render-message';
import { resendDelivery } from '@/lib/deliveries/resend-delivery';
import { renderMessageInput, resendDeliveryInput } from '@/lib/deliveries/schemas';
import { revealSalePin } from '@/lib/sales/reveal-sale-pin';
import { revealSalePinInput } from '@/lib/sales/schemas';

const reveal = action(revealSalePinInput, revealSalePin);
const render = action(renderMessageInput, renderMessage);
const resend = action(resendDeliveryInput, resendDelivery);

export async function revealSalePinAction(input: z.input<typeof revealSalePinInput>) {
  return reveal(input);
}

export async function renderMessageAction(input: z.input<typeof renderMessageInput>) {
  return render(input);
}

export async function resendDeliveryAction(input: z.input<typeof resendDeliveryInput>) {
  return resend(input);
}
