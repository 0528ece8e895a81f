import type { SaleState } from '@/lib/domain/sales/sales/filters';
import { listSaleStatuses, type SaleStatus } from '@/lib/domain/sales/sales/list-sale-statuses';
import { saleReference } from '@/lib/domain/sales/sales/schemas';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { Refusal } from './refusal';
import { floatRupees } from './rupees';

const mostReferences = 100;

type PublishedState = 'Success' | 'Processing' | 'Failed';

const publishedStates: Record<SaleState, [state: PublishedState, details: string]> = {
  pending: ['Processing', 'The request is being processed'],
  unknown: ['Processing', 'The request is being processed'],
  pin_missing: ['Processing', 'The request is being processed'],
  succeeded: ['Success', 'The coupon was sold'],
  failed: ['Failed', 'Product Currently Unavailable'],
  refunded: ['Failed', 'The amount was refunded'],
  voided: ['Failed', 'The amount was refunded'],
};

const isReference = (text: string) => saleReference.safeParse(text).success;

/** How the sale of one reference ended. It never carries a PIN. @throws Refusal */
export async function statusOf(ctx: Context<KeyActor>, reference: string | undefined) {
  if (!reference) throw new Refusal('reference_not_provided');
  const sale = isReference(reference) && (await listSaleStatuses(ctx, { references: [reference] })).get(reference);
  if (!sale) throw new Refusal('invalid_reference');
  const [state, details] = publishedStates[sale.state];
  const refunded = sale.state === 'refunded' || sale.state === 'voided';
  return {
    status: true,
    state,
    original_status: refunded ? 'Success' : state,
    details,
    reference,
    response_id: sale.id,
    amount: floatRupees(sale.amountPaisa),
    refunded,
    refunded_amount: floatRupees(refunded ? sale.amountPaisa - sale.commissionPaisa : 0),
    refunds: [],
  };
}

/** How the sales of several ended, in the order asked. @throws Refusal */
export async function bulkStatusOf(ctx: Context<KeyActor>, asked: string | undefined, length: string | undefined) {
  const references = (asked ?? '').split(',').map((reference) => reference.trim());
  if (!asked || references.every((reference) => reference === '')) throw new Refusal('reference_not_provided');
  const wrong = {
    ...(references.length > mostReferences ? { references: `Send at most ${mostReferences} references.` } : {}),
    ...(length?.trim() === String(references.length)
      ? {}
      : { reference_length: 'It must equal the number of references sent.' }),
  };
  if (Object.keys(wrong).length > 0) throw new Refusal('invalid_parameters', wrong);
  const known = await listSaleStatuses(ctx, { references: references.filter(isReference) });
  return {
    status: true,
    message: 'Success',
    detail: references.map((reference) => bulkItem(reference, known.get(reference))),
  };
}

function bulkItem(reference: string, sale: SaleStatus | undefined) {
  if (!sale) {
    const details = 'Invalid reference obtained for account';
    return { status: true, state: 'Error', details, reference, response_id: 0, amount: 0 };
  }
  const [state, details] = publishedStates[sale.state];
  return { status: true, state, details, reference, response_id: sale.id, amount: floatRupees(sale.amountPaisa) };
}
