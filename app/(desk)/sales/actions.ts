'use server';

import { action } from '@/app/session/action';
import { renderMessage } from '@/lib/domain/sales/deliveries/render-message';
import { revealSalePin } from '@/lib/domain/sales/pins/reveal-sale-pin';
import { addSaleContact } from '@/lib/domain/sales/sales/add-sale-contact';
import { clearSaleFlag } from '@/lib/domain/sales/sales/clear-sale-flag';
import { correctSalePin } from '@/lib/domain/sales/sales/correct-pin';
import { giveGoodwill } from '@/lib/domain/sales/sales/give-goodwill';
import { normalizeSaleSearch } from '@/lib/domain/sales/sales/normalize-sale-search';
import { replaceSalePin } from '@/lib/domain/sales/sales/replace-pin';
import { resendDelivery } from '@/lib/domain/sales/sales/resend-delivery';
import { enterSalePin, lookUpSale, markSaleFailed, markSaleRefunded } from '@/lib/domain/sales/sales/resolve-sale';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';

export const addSaleContactAction = action(addSaleContact);
export const clearSaleFlagAction = action(clearSaleFlag);
export const correctSalePinAction = action(correctSalePin);
export const enterSalePinAction = action(enterSalePin);
export const giveGoodwillAction = action(giveGoodwill);
export const lookUpSaleAction = action(lookUpSale);
export const markSaleFailedAction = action(markSaleFailed);
export const markSaleRefundedAction = action(markSaleRefunded);
export const normalizeSaleSearchAction = action(normalizeSaleSearch);
export const renderMessageAction = action(renderMessage);
export const replaceSalePinAction = action(replaceSalePin);
export const resendDeliveryAction = action(resendDelivery);
export const revealSalePinAction = action(revealSalePin);
export const voidSaleAction = action(voidSale);
