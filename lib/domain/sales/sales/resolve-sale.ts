import { and, eq, ne } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import { Conflict, Invalid } from '@/lib/core/errors';
import { digestCode } from '@/lib/domain/coupons/reading/digest-code';
import { recordCall } from '@/lib/domain/sales/supply/record-call';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { changeSale, lockSale, type SaleRow } from './change-sale';
import { enterPinInput, type ResolveSaleInput, resolveSaleInput, type SaleState, saleInput } from './schemas';
import { settleLookUp } from './settle-look-up';
import { pinColumns } from './settle-payment';

export type ResolvedSale = { id: number; state: SaleState };
const resolved = ({ id, state }: SaleRow): ResolvedSale => ({ id, state });

/**
 * The PIN that the supplier's support gave for a sale that is paid, or whose outcome is not known: the customer gets it.
 * @throws Forbidden, NotFound, Invalid (the PIN of another sale), Conflict `wrong_state`
 */
export const enterSalePin = operation(
  'sales.resolve',
  enterPinInput,
  async (ctx: Context<UserActor>, input): Promise<ResolvedSale> => {
    const { saleId, pin, reason } = input;
    return inTransaction(ctx, async (tx) => {
      const sale = await lockSale(tx, saleId);
      await assertFree(tx, saleId, pin);
      const changed = await changeSale(tx, sale, { to: 'succeeded', note: reason, set: pinColumns(pin) });
      await recordAudit(tx, { action: 'sale.pin_entered', subjectKind: 'sale', subjectId: saleId, data: { reason } });
      return resolved(changed);
    });
  },
);

async function assertFree(tx: Context, saleId: number, pin: string): Promise<void> {
  const digest = digestCode(pin);
  const [other] = await tx.db
    .select({ id: sales.id })
    .from(sales)
    .where(and(eq(sales.pinDigest, digest), ne(sales.id, saleId)))
    .limit(1);
  if (other)
    throw new Invalid({ pin: ['This PIN was sold already, in another sale. Compare it with what the supplier said.'] });
}

/** The supplier gave the money back, so the credit is released. @throws Forbidden, NotFound, Conflict `wrong_state` */
export const markSaleRefunded = operation('sales.resolve', resolveSaleInput, (ctx: Context<UserActor>, input) =>
  end(ctx, input, 'refunded'),
);

/**
 * The supplier's support says that the order was never booked. Only for a sale that look-ups could not settle.
 * @throws Forbidden, NotFound, Conflict `wrong_state`, `still_looking`
 */
export const markSaleFailed = operation('sales.resolve', resolveSaleInput, (ctx: Context<UserActor>, input) =>
  end(ctx, input, 'failed'),
);

function end(ctx: Context, { saleId, reason }: ResolveSaleInput, to: 'refunded' | 'failed'): Promise<ResolvedSale> {
  return inTransaction(ctx, async (tx) => {
    const sale = await lockSale(tx, saleId);
    if (to === 'failed' && sale.state === 'unknown' && !sale.flaggedAt) {
      throw new Conflict('still_looking', 'We are still asking the supplier. This sale is not for a person yet.');
    }
    const set = to === 'failed' ? { failureCode: 'person', failureReason: reason } : {};
    const changed = await changeSale(tx, sale, { to, note: reason, set });
    const action = to === 'failed' ? 'sale.marked_failed' : 'sale.marked_refunded';
    await recordAudit(tx, { action, subjectKind: 'sale', subjectId: saleId, data: { reason } });
    return resolved(changed);
  });
}

/** Asks the supplier now how an unknown sale ended. @throws Forbidden, NotFound, Conflict `wrong_state`, `not_connected` */
export const lookUpSale = operation(
  'sales.sell',
  saleInput,
  async (ctx: Context<UserActor>, { saleId }): Promise<ResolvedSale> => {
    const sale = await inTransaction(ctx, (tx) => lockSale(tx, saleId));
    if (sale.state !== 'unknown')
      throw new Conflict('wrong_state', 'The outcome of this sale is known.', { state: sale.state });
    const client = findKhaltiClient();
    if (!client) throw new Conflict('not_connected', 'The supplier is not connected, so it cannot be asked.');
    const started = performance.now();
    const outcome = await client.status(sale.supplierReference ?? '');
    const tookMs = performance.now() - started;
    const answer = outcome.kind === 'unanswered' ? outcome.reason : 'ok';
    await recordCall(ctx, { kind: 'status', saleId, tookMs, words: outcome.words, outcome: answer });
    return resolved(await settleLookUp(ctx, saleId, outcome, 'by_person'));
  },
);
