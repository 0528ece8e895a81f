import { and, inArray, ne } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { Conflict, Invalid } from '@/lib/core/errors';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { findUnlikeEarlierPins } from '@/lib/domain/sales/pins/unlike-earlier-pins';
import { askStatus } from '@/lib/domain/sales/supply/ask-status';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertCanBecome, changeSale, lockSale, type SaleRow } from './change-sale';
import type { SaleState } from './filters';
import { enterPinInput, resolveSaleInput, saleInput } from './schemas';
import { settleLookUp } from './settle-look-up';
import { pinColumns } from './settle-payment';

export type ResolvedSale = { id: number; state: SaleState };
/** What a person is answered who settled a sale. */
export const resolved = ({ id, state }: SaleRow): ResolvedSale => ({ id, state });

/**
 * The PIN that the supplier's support gave for a sale that is paid, or whose outcome is not known: the customer gets it.
 * @throws Forbidden, NotFound, Invalid (the PIN of another sale), Conflict `wrong_state`, `unusual_pin` (unlike the earlier ones
 * of the product in length or alphabet, and not confirmed)
 */
export const enterSalePin = operation(
  'sales.resolve',
  enterPinInput,
  async (ctx: Context<UserActor>, input): Promise<ResolvedSale> => {
    const { saleId, pin, reason, confirmed } = input;
    return inTransaction(ctx, async (tx) => {
      const sale = await lockSale(tx, saleId);
      assertCanBecome(sale, 'succeeded');
      await assertCanEnter(tx, sale, pin, confirmed);
      const set = { ...pinColumns(pin), pinEnteredAt: tx.now() };
      const changed = await changeSale(tx, sale, { to: 'succeeded', note: reason, set });
      await recordAudit(tx, { action: 'sale.pin_entered', subjectKind: 'sale', subjectId: saleId, data: { reason } });
      return resolved(changed);
    });
  },
  { freshProof: 'after_away' },
);

/** @throws Invalid (the PIN of another sale), Conflict `unusual_pin` unless that is confirmed */
export async function assertCanEnter(tx: Context, sale: SaleRow, pin: string, confirmed: boolean): Promise<void> {
  await assertFree(tx, sale.id, pin);
  const unlike = confirmed ? null : await findUnlikeEarlierPins(tx, sale.productId, pin);
  if (unlike) throw new Conflict('unusual_pin', `${unlike} Nothing was sent.`);
}

async function assertFree(tx: Context, saleId: number, pin: string): Promise<void> {
  const digests = digestsOf(pin);
  const [other] = await tx.db
    .select({ id: sales.id })
    .from(sales)
    .where(and(inArray(sales.pinDigest, digests), ne(sales.id, saleId)))
    .limit(1);
  if (other)
    throw new Invalid({ pin: ['This PIN was sold already, in another sale. Compare it with what the supplier said.'] });
}

/**
 * The supplier's support says that the order was never booked. Only for a sale that look-ups could not settle.
 * @throws Forbidden, NotFound, Conflict `wrong_state`, `still_looking`
 */
export const markSaleFailed = operation(
  'sales.resolve',
  resolveSaleInput,
  (ctx: Context<UserActor>, input) =>
    inTransaction(ctx, async (tx) => {
      const { saleId, reason } = input;
      const sale = await lockSale(tx, saleId);
      if (sale.state === 'unknown' && !sale.flaggedAt) {
        throw new Conflict('still_looking', 'We are still asking the supplier. This sale is not for a person yet.');
      }
      const set = { failureCode: 'person', failureReason: reason };
      const changed = await changeSale(tx, sale, { to: 'failed', note: reason, set });
      await recordAudit(tx, { action: 'sale.marked_failed', subjectKind: 'sale', subjectId: saleId, data: { reason } });
      return resolved(changed);
    }),
  { freshProof: 'after_away' },
);

/** Asks the supplier now how an unknown sale ended. @throws Forbidden, NotFound, Conflict `wrong_state`, `not_connected` */
export const lookUpSale = operation(
  'sales.sell',
  saleInput,
  async (ctx: Context<UserActor>, { saleId }): Promise<ResolvedSale> => {
    const sale = await inTransaction(ctx, (tx) => lockSale(tx, saleId));
    if (sale.state !== 'unknown')
      throw new Conflict('wrong_state', 'The outcome of this sale is known.', { state: sale.state });
    const outcome = await askStatus(ctx, saleId, sale.supplierReference ?? '');
    if (!outcome) throw new Conflict('not_connected', 'The supplier is not connected, so it cannot be asked.');
    return resolved(await settleLookUp(ctx, saleId, outcome, 'by_person'));
  },
);
