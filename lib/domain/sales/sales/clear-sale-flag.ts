import { eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { Conflict } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { addSaleNote, lockSale } from './change-sale';
import { isOpenSale } from './sale-transitions';
import { resolveSaleInput } from './schemas';

/**
 * A person has resolved the flag of a sale that had ended: it leaves the queue, and nothing else changes.
 * @throws Forbidden, NotFound, Conflict `not_flagged`, `wrong_state` (it is still open)
 */
export const clearSaleFlag = operation(
  'sales.resolve',
  resolveSaleInput,
  async (ctx: Context<UserActor>, input): Promise<{ id: number }> => {
    const { saleId: id, reason } = input;
    return inTransaction(ctx, async (tx) => {
      const sale = await lockSale(tx, id);
      if (!sale.flaggedAt) throw new Conflict('not_flagged', 'This sale does not need a person.');
      if (isOpenSale(sale.state)) {
        throw new Conflict('wrong_state', 'This sale has no outcome yet: give it one.', { state: sale.state });
      }
      await tx.db.update(sales).set({ flaggedAt: null, flagReason: null }).where(eq(sales.id, id));
      await addSaleNote(tx, sale, reason);
      const data = { reason, flagReason: sale.flagReason };
      await recordAudit(tx, { action: 'sale.flag_cleared', subjectKind: 'sale', subjectId: id, data });
      return { id };
    });
  },
);
