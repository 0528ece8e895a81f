'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { renderMessage } from '@/lib/domain/sales/deliveries/render-message';
import { resendDelivery } from '@/lib/domain/sales/deliveries/resend-delivery';
import { renderMessageInput, resendDeliveryInput } from '@/lib/domain/sales/deliveries/schemas';
import { revealSalePin } from '@/lib/domain/sales/pins/reveal-sale-pin';
import { revealSalePinInput } from '@/lib/domain/sales/pins/schemas';
import { clearSaleFlag } from '@/lib/domain/sales/sales/clear-sale-flag';
import { normalizeSaleSearch } from '@/lib/domain/sales/sales/normalize-sale-search';
import { enterSalePin, lookUpSale, markSaleFailed, markSaleRefunded } from '@/lib/domain/sales/sales/resolve-sale';
import {
  enterPinInput,
  lookUpSaleInput,
  normalizeSaleSearchInput,
  resolveSaleInput,
} from '@/lib/domain/sales/sales/schemas';

const reveal = action(revealSalePinInput, revealSalePin);
const render = action(renderMessageInput, renderMessage);
const resend = action(resendDeliveryInput, resendDelivery);
const enterPin = action(enterPinInput, enterSalePin);
const markRefunded = action(resolveSaleInput, markSaleRefunded);
const markFailed = action(resolveSaleInput, markSaleFailed);
const clearFlag = action(resolveSaleInput, clearSaleFlag);
const lookUp = action(lookUpSaleInput, lookUpSale);
const normalizeSearch = action(normalizeSaleSearchInput, normalizeSaleSearch);

export async function revealSalePinAction(input: z.input<typeof revealSalePinInput>) {
  return reveal(input);
}

export async function renderMessageAction(input: z.input<typeof renderMessageInput>) {
  return render(input);
}

export async function resendDeliveryAction(input: z.input<typeof resendDeliveryInput>) {
  return resend(input);
}

export async function enterSalePinAction(input: z.input<typeof enterPinInput>) {
  return enterPin(input);
}

export async function markSaleRefundedAction(input: z.input<typeof resolveSaleInput>) {
  return markRefunded(input);
}

export async function markSaleFailedAction(input: z.input<typeof resolveSaleInput>) {
  return markFailed(input);
}

export async function clearSaleFlagAction(input: z.input<typeof resolveSaleInput>) {
  return clearFlag(input);
}

export async function lookUpSaleAction(input: z.input<typeof lookUpSaleInput>) {
  return lookUp(input);
}

export async function normalizeSaleSearchAction(input: z.input<typeof normalizeSaleSearchInput>) {
  return normalizeSearch(input);
}
