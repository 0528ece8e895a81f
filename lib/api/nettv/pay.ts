import { Conflict, NotFound } from '@/lib/core/errors';
import { lookUpPurchase } from '@/lib/domain/sales/sales/look-up-purchase';
import { isOpenSale } from '@/lib/domain/sales/sales/sale-transitions';
import { type SellResult, sell } from '@/lib/domain/sales/sales/sell';
import type { ApiEnv } from '../http/environment';
import { authenticate } from './authenticate';
import { changedPrice, checkPurchase, lookUpKeys, type PurchaseFields, unknownProduct } from './purchase-body';
import { Refusal } from './refusal';
import { floatRupees } from './rupees';

export type PayAnswer = { status: 200 | 202; body: Record<string, unknown> };

export const processingMessage = 'The request is being processed. Ask the status call with its reference.';
const soldOut = 'Product Currently Unavailable';

/**
 * One purchase. A used reference is reported before anything else about the purchase is checked: a repeated request must
 * never look like one that was refused and can be sent again. @throws Refusal
 */
export async function pay(variables: ApiEnv['Variables'], body: PurchaseFields): Promise<PayAnswer> {
  const ctx = await authenticate(variables, body.token);
  const keys = lookUpKeys(body);
  const { used, paused, product: found } = await lookUpPurchase(ctx, keys);
  if (used) throw new Refusal('duplicate_request');
  if (paused) throw new Refusal('maintenance');
  const { product, reference, phone_number: phone, email, amount } = checkPurchase(body, found);
  const order = { reference, productId: product.id, phone, email, expectedAmountPaisa: amount };
  return toAnswer(await sell(ctx, order).catch(refuse));
}

function toAnswer({ sale, pin, serial, creditConsumedPaisa, creditAvailablePaisa }: SellResult): PayAnswer {
  // Paid for, and not to be read: never said to have failed, for it would be bought again.
  const isUnreadable = sale.state === 'succeeded' && pin === null;
  if (isOpenSale(sale.state) || isUnreadable) {
    return { status: 202, body: { status: true, state: 'Processing', message: processingMessage, id: sale.id } };
  }
  if (sale.state !== 'succeeded' || pin === null) throw new Refusal('client_error', soldOut);
  const body = {
    status: true,
    state: 'Success',
    message: `Your Pin number is '${pin}'`,
    serial: serial ?? pin,
    pin,
    credits_consumed: floatRupees(creditConsumedPaisa ?? 0),
    credits_available: floatRupees(creditAvailablePaisa ?? 0),
    id: sale.id,
  };
  return { status: 200, body };
}

function refuse(error: unknown): never {
  if (error instanceof NotFound) throw unknownProduct();
  if (!(error instanceof Conflict)) throw error;
  switch (error.reason) {
    case 'duplicate_reference':
      throw new Refusal('duplicate_request');
    case 'insufficient_credit':
      throw new Refusal('insufficient_credits');
    case 'sales_paused':
      throw new Refusal('maintenance');
    case 'price_changed':
      throw changedPrice();
    default:
      throw error;
  }
}
