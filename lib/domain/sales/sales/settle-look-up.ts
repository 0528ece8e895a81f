import { eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import type { LookupOutcome } from '@/lib/adapters/khalti/outcomes';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { addSaleNote, changeSale, flagSale, lockSale, type SaleRow } from './change-sale';
import { invalidReferenceApart, nextLookUp } from './look-up-schedule';

type Asked = 'by_schedule' | 'by_person';

/** Applies the answer to a look-up to its sale. A sale that is no longer unknown stays as it is. */
export function settleLookUp(ctx: Context, saleId: number, outcome: LookupOutcome, asked: Asked): Promise<SaleRow> {
  return inTransaction(ctx, async (tx) => {
    const sale = await lockSale(tx, saleId);
    if (sale.state !== 'unknown') return sale;
    const note = `Look-up: ${outcome.words}`;
    switch (outcome.kind) {
      case 'succeeded': {
        const flag = outcome.refundedPaisa > 0 ? 'refund_seen' : 'pin_missing';
        const supplierSaleId = outcome.supplierSaleId ?? sale.supplierSaleId;
        return changeSale(tx, sale, { to: 'pin_missing', note, set: { supplierSaleId }, flag });
      }
      case 'failed':
        return changeSale(tx, sale, {
          to: 'failed',
          note,
          set: { failureCode: outcome.code, failureReason: outcome.reason },
        });
      case 'invalid_reference': {
        const first = sale.invalidReferenceAt;
        if (first && tx.now().getTime() - first.getTime() >= invalidReferenceApart) {
          const set = { failureCode: 'khalti:002', failureReason: 'the supplier never got the order' };
          return changeSale(tx, sale, { to: 'failed', note, set });
        }
        return stay(tx, sale, asked, note, { invalidReferenceAt: first ?? tx.now() });
      }
      case 'processing':
        return stay(tx, sale, asked, note, { unknownReason: 'processing', invalidReferenceAt: null });
      case 'unanswered': {
        const stayed = await stay(tx, sale, asked, note, {});
        return outcome.contradiction ? flagSale(tx, stayed, 'contradiction') : stayed;
      }
    }
  });
}

/** Still unknown: looked up again later, by a schedule that a person's look-up does not change; flagged in the end. */
async function stay(tx: Context, sale: SaleRow, asked: Asked, note: string, set: Partial<SaleRow>): Promise<SaleRow> {
  const lookUps = sale.lookUps + 1;
  const scheduled = asked === 'by_schedule' ? { lookUps, nextLookUpAt: nextLookUp(tx.now(), lookUps) } : {};
  const [stayed = sale] = await tx.db
    .update(sales)
    .set({ ...set, ...scheduled })
    .where(eq(sales.id, sale.id))
    .returning();
  await addSaleNote(tx, stayed, note);
  return stayed.nextLookUpAt === null ? flagSale(tx, stayed, stayed.flagReason ?? 'gave_up') : stayed;
}
