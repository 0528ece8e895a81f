import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { goodwillRefunds, sales } from '@/db/schema/sales';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Conflict, Invalid } from '@/lib/core/errors';
import { formatPaisa } from '@/lib/core/money';
import { moveCredit } from '@/lib/domain/sales/credits/move-credit';
import { enterMoneyBack } from '@/lib/domain/sales/shifts/shift-entries';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import { type Need, secondPerson } from '@/lib/platform/approvals/second-person';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { actorName, type UserActor } from '@/lib/platform/context/actor';
import { assertCan } from '@/lib/platform/context/assert-can';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { addSaleNote, lockSale } from './change-sale';
import { holdBelowVoidLimit, isMoneyBackAbove, moneyBackAbove } from './money-back-alone';
import { giveGoodwillInput } from './schemas';

/**
 * Money given back for a PIN that the supplier does not take back: a cost of ours, once a sale. The sale stays sold; an
 * integrator has the amount back as credit.
 * @throws Forbidden, also of an integrator's sale without `money.read`; NotFound, NeedsSecondPerson, Invalid (more than was paid), Conflict (`wrong_state`, `own_stock`, `already_given`, `changed_meanwhile`)
 */
export const giveGoodwill = operation(
  'sales.resolve',
  giveGoodwillInput,
  (ctx: Context<UserActor>, { saleId, amountPaisa, reason }): Promise<{ id: number }> =>
    inTransaction(ctx, async (tx) => {
      const sale = await lockSale(tx, saleId);
      const { state, supplier, integratorId } = sale;
      // Which amount is refused says what its credit was charged.
      if (integratorId !== null) await assertCan(tx, 'money.read');
      if (state !== 'succeeded') {
        throw new Conflict('wrong_state', 'Only for a sale whose PIN was handed out.', { state });
      }
      if (supplier === 'stock') {
        throw new Conflict('own_stock', 'A PIN of our own stock is taken back: void the sale while it is unused.');
      }
      const paidPaisa = sale.amountPaisa - sale.commissionPaisa;
      if (amountPaisa > paidPaisa) {
        throw new Invalid({ amountPaisa: [`Give back at most what was paid, ${formatPaisa(paidPaisa)}.`] });
      }
      const made = { saleId, amountPaisa, reason, at: tx.now(), actorName: actorName(tx.actor) };
      await tx.db
        .insert(goodwillRefunds)
        .values(made)
        .catch((error: unknown) => {
          if (violatedConstraint(error) !== 'goodwill_refunds_sale_key') throw error;
          throw new Conflict('already_given', 'Goodwill was given for this sale before.');
        });
      await holdBelowVoidLimit(tx, amountPaisa);
      if (integratorId !== null) {
        const accounts = { from: 'consumed', to: 'available', kind: 'refund' } as const;
        await moveCredit(tx, { integratorId, ...accounts, amountPaisa, saleId, reason });
      }
      await enterMoneyBack(tx, sale, 'goodwill', amountPaisa);
      await addSaleNote(tx, sale, `Goodwill refund of ${formatPaisa(amountPaisa)}: ${reason}`);
      const data = { amountPaisa, reason };
      await recordAudit(tx, { action: 'sale.goodwill_given', subjectKind: 'sale', subjectId: saleId, data });
      return { id: saleId };
    }),
  { freshProof: 'after_away', secondPerson: secondPerson('sale_goodwill', needForGoodwill) },
);

/** Money back like a void, for a PIN that still works. What is refused anyway waits for nobody. */
async function needForGoodwill(
  ctx: Context<UserActor>,
  { saleId, amountPaisa, reason }: z.output<typeof giveGoodwillInput>,
  { voidPaisa }: FourEyes,
): Promise<Need | null> {
  if (voidPaisa === null || !(await isMoneyBackAbove(ctx, amountPaisa, voidPaisa))) return null;
  const [sale] = await ctx.db.select().from(sales).where(eq(sales.id, saleId));
  const canBe = sale?.state === 'succeeded' && sale.supplier !== 'stock';
  if (canBe && sale.integratorId !== null && !can(ctx.actor, 'money.read')) return null;
  if (!canBe || amountPaisa > sale.amountPaisa - sale.commissionPaisa) return null;
  const what = amountPaisa > voidPaisa ? `Goodwill above ${formatPaisa(voidPaisa)}` : moneyBackAbove(voidPaisa);
  return { what, summary: { saleId, amountPaisa, reason }, subjectKind: 'sale', subjectId: saleId, reason };
}
